using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.BitBake;

/// <summary>A task of a recipe that checks it.</summary>
/// <param name="TaskName"><c>do_container_kernel_check</c>.</param>
/// <param name="Finding">What to report in place of the task's failure; its argument is what the task logged.</param>
/// <param name="Origin">The property or item that asks for the check.</param>
internal sealed record CheckTask(string TaskName, DiagnosticDescriptor Finding, Origin? Origin);

using Yocto.Sdk.Project;

namespace Yocto.Sdk.Checks;

/// <summary>One thing that must hold on the booted device.</summary>
/// <param name="Name">The file's path in the folder of checks; of a request in a <c>.http</c> file with its name after it.</param>
/// <param name="Location">Where it was written.</param>
internal abstract record DeviceCheck(string Name, SourceLocation Location);

/// <summary>A shell script that root runs on the device: exit code 0 is success, 77 means that it does not apply.</summary>
internal sealed record ShellCheck(string Name, SourceLocation Location, string Script) : DeviceCheck(Name, Location);

/// <summary>A request to a server on the device.</summary>
/// <param name="Status">The status code that must come.</param>
/// <param name="Contents">Lines that the body must contain.</param>
internal sealed record HttpProbe(
    string Name,
    SourceLocation Location,
    string Method,
    Uri Url,
    IReadOnlyList<(string Name, string Value)> Headers,
    string Body,
    int Status,
    IReadOnlyList<string> Contents) : DeviceCheck(Name, Location)
{
    /// <summary>The port on the device.</summary>
    public int GuestPort => Url.Port;
}

using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Host;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.BuildContainers;

/// <summary>podman, or docker if there is no podman.</summary>
/// <param name="Program">Absolute.</param>
internal sealed record HostEngine(HostSystem Host, string Program)
{
    private static readonly string[] _programs = ["podman", "docker"];

    /// <summary>The name in messages.</summary>
    public string Name => Path.GetFileName(Program);

    public bool IsPodman => Name == "podman";

    public static HostEngine Find(HostSystem host, Origin? origin)
    {
        if (_programs.Select(host.Find).FirstOrDefault(p => p is not null) is { } program)
            return new HostEngine(host, program);
        var line = Distribution.Of(host)?.InstallLine(["podman"], !host.WantsSudo);
        throw new YoctoException(BuildContainerErrors.NoEngine.At(origin, line is null ? "" : $": {line}"));
    }

    /// <summary>What it answers; null where it has no such thing.</summary>
    /// <exception cref="YoctoException">It does not work.</exception>
    public async Task<string?> AskAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var answer = await Host.RunAsync([Program, .. arguments], cancellation);
        if (answer.ExitCode == 0)
            return answer.Output.TrimEnd();
        // podman, docker
        return answer.Error.Contains("not known", StringComparison.Ordinal) || answer.Error.Contains("No such image", StringComparison.OrdinalIgnoreCase)
            ? null
            : throw new YoctoException(BuildContainerErrors.EngineFailed.Create(Name, answer.LastLine));
    }
}

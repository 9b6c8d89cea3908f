using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Emulator;

/// <summary>The ports of a booted device that are forwarded to this machine.</summary>
internal static class DevicePorts
{
    private static readonly PortForward _ssh = new(2222, 22, "tcp");

    /// <summary>SSH's and those that the project names, each on a port that is free here.</summary>
    /// <exception cref="YoctoException">Items that are not port forwards, each at its line.</exception>
    public static IReadOnlyList<PortForward> Read(IEnumerable<(string Text, Origin? Origin)> forwards)
    {
        List<PortForward> asked = [_ssh];
        List<Diagnostic> errors = [];
        foreach (var (text, origin) in forwards)
        {
            if (PortForward.Parse(text) is { } forward)
                asked.Add(forward);
            else
                errors.Add(RunErrors.BadPortForward.At(origin, text));
        }

        return errors.Count == 0 ? OnFreePorts(asked) : throw new YoctoException(errors);
    }

    public static IReadOnlyList<PortForward> OnFreePorts(IEnumerable<PortForward> asked)
    {
        var taken = new HashSet<int>();
        List<PortForward> free = [];
        // the project's own forward of a guest port comes before the one that every device has
        foreach (var forward in asked.Reverse().DistinctBy(f => (f.Guest, f.Protocol)).Reverse())
        {
            free.Add(forward.OnFreePort(taken));
            taken.Add(free[^1].Host);
        }

        return free;
    }
}

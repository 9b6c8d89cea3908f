using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Emulator;

namespace Yocto.Sdk.Checks;

/// <summary>A device that has come to its login, with root's shell on its serial console.</summary>
public sealed partial class BootedDevice : IAsyncDisposable
{
    // a line of the shell's input, well below what a terminal's line buffer holds (4,096)
    private const int LineLength = 1000;

    private readonly SerialConsole _console;
    private readonly string _marker = $"yocto-sdk-{Guid.NewGuid():N}";

    private BootedDevice(SerialConsole console) => _console = console;

    public string Transcript => _console.Transcript;

    /// <summary>Boots it and logs in.</summary>
    /// <param name="launchPrefix">What makes QEMU another user's; null for nothing.</param>
    /// <param name="limit">For the way to the login.</param>
    /// <exception cref="YoctoException">It does not boot, or does not let root in.</exception>
    public static async Task<BootedDevice> BootAsync(
        string program, QemuMachine machine, TimeSpan limit, string loginFeature, CancellationToken cancellation,
        IReadOnlyList<string>? launchPrefix = null)
    {
        var console = new SerialConsole(program, machine.Arguments, launchPrefix);
        try
        {
            if (await console.ExpectAsync(LoginPrompt(), limit, cancellation) is null)
                throw new YoctoException(RunErrors.DidNotBoot.Create(limit.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), console.Tail));

            console.Type("root\n");
            var answer = await console.ExpectAsync(ShellPrompt(), TimeSpan.FromSeconds(60), cancellation);
            if (answer is null || answer.Groups["password"].Success)
                throw new YoctoException(RunErrors.NoLogin.Create(loginFeature));
            var device = new BootedDevice(console);
            await device.TakeShellAsync(cancellation);
            return device;
        }
        catch
        {
            await console.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a shell script as root.</summary>
    /// <returns>Its exit code and what it wrote; null when it takes longer than the limit.</returns>
    public async Task<(int Code, string Output)?> RunAsync(string script, TimeSpan limit, CancellationToken cancellation)
    {
        string[] write = [$": > {ScriptFile}", .. Parts(script).Select(part => $"printf '{part}' >> {ScriptFile}")];
        foreach (var command in write)
        {
            if (await SendAsync(command, limit, cancellation) is null)
                return null;
        }

        // its output goes to a terminal, where programs like systemctl would wait for a key
        return await SendAsync($"PAGER=cat SYSTEMD_PAGER=cat sh {ScriptFile} < /dev/null 2>&1", limit, cancellation);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    // where a system with a read-only root lets root write, too
    private string ScriptFile => $"/run/{_marker}";

    // A login shell edits its lines and shows them in its own way: one that only reads and runs them takes its place.
    private async Task TakeShellAsync(CancellationToken cancellation)
    {
        _console.Type("stty -echo; exec sh -c 'while IFS= read -r line; do eval \"$line\"; done'\n");
        if (await SendAsync("true", TimeSpan.FromSeconds(60), cancellation) is null)
            throw new YoctoException(RunErrors.DidNotBoot.Create("60", " (no shell answers)"));
    }

    private async Task<(int Code, string Output)?> SendAsync(string command, TimeSpan limit, CancellationToken cancellation)
    {
        var begin = $"{_marker}-begin";
        var end = $"{_marker}-end";
        // in two words, so that an echo of the line is no match
        _console.Type($"printf '\\n%s%s\\n' {begin[..8]} {begin[8..]}; {command}; printf '\\n%s%s %s\\n' {end[..8]} {end[8..]} $?\n");
        var answer = await _console.ExpectAsync(
            new Regex($@"{begin}\n(?<output>[\s\S]*?)\n?{end} (?<code>\d+)\n"), limit, cancellation);
        return answer is null
            ? null
            : (int.Parse(answer.Groups["code"].Value, CultureInfo.InvariantCulture), answer.Groups["output"].Value);
    }

    /// <summary>The script for <c>printf</c>, all but harmless characters as octal escapes, in lines of a bearable length.</summary>
    private static IEnumerable<string> Parts(string script)
    {
        var part = new StringBuilder();
        foreach (var one in Encoding.UTF8.GetBytes(script))
        {
            if (char.IsAsciiLetterOrDigit((char)one) || (char)one is ' ' or '.' or '/' or '_' or '=' or '-')
                part.Append((char)one);
            else
                part.Append('\\').Append(Convert.ToString(one, 8).PadLeft(3, '0'));
            if (part.Length >= LineLength)
            {
                yield return part.ToString();
                part.Clear();
            }
        }

        if (part.Length > 0)
            yield return part.ToString();
    }

    [GeneratedRegex(@"^\S+ login: $", RegexOptions.Multiline)]
    private static partial Regex LoginPrompt();

    [GeneratedRegex(@"(?<password>Password: )$|[#$] $")]
    private static partial Regex ShellPrompt();
}

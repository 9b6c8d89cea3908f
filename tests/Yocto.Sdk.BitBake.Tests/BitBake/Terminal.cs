using System.Text;
using System.Threading.Channels;
using CliWrap;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>A terminal, to which a test types.</summary>
public sealed class Terminal
{
    private const string Interrupt = "\x03";

    private const string Open = """
        import os, pty, sys
        sys.exit(os.waitstatus_to_exitcode(pty.spawn(["sh", "-c", 'stty rows 40 cols 150; exec env --default-signal=INT TERM=xterm "$@"', "sh"] + sys.argv[1:])))
        """;

    private readonly Channel<string> _keys = Channel.CreateUnbounded<string>();

    /// <summary>The command in the terminal's foreground.</summary>
    public Command Of(Command command) => command
        .WithArguments(["-c", Open, command.TargetFilePath, .. command.Arguments.Split(' ')])
        .WithTargetFile("python3")
        .WithStandardInputPipe(PipeSource.Create(TypeAsync));

    public void Type(string line) => _keys.Writer.TryWrite(line + "\r");

    public void PressControlC() => _keys.Writer.TryWrite(Interrupt);

    private async Task TypeAsync(Stream keyboard, CancellationToken cancellation)
    {
        await foreach (var keys in _keys.Reader.ReadAllAsync(cancellation))
        {
            await keyboard.WriteAsync(Encoding.ASCII.GetBytes(keys), cancellation);
            await keyboard.FlushAsync(cancellation);
        }
    }
}

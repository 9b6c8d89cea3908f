using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using CliWrap;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Emulator;

namespace Yocto.Sdk.Checks;

/// <summary>A device in QEMU whose serial console a program reads and writes.</summary>
internal sealed class SerialConsole : IAsyncDisposable
{
    // in characters: a device that writes without an end does not fill the memory
    private const int LongestTranscript = 4 << 20;

    private readonly Channel<string> _keys = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _end = new();
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _errors = new();
    private readonly Lock _gate = new();
    private readonly Task<CommandResult> _qemu;
    private readonly string _program;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _read;

    public SerialConsole(string program, IReadOnlyList<string> arguments, IReadOnlyList<string>? launchPrefix = null)
    {
        _program = program;
        _qemu = QemuProcess.StartAsync(launchPrefix, [program, .. arguments], c => c
            .WithStandardInputPipe(PipeSource.Create(TypeAsync))
            .WithStandardOutputPipe(PipeTarget.Create(ReadAsync))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(_errors))
            .WithValidation(CommandResultValidation.None), _end.Token);
        _ = _qemu.ContinueWith(_ => Wake(), TaskScheduler.Default);
    }

    /// <summary>The output of the device, of a very long one the end, without the escape sequences of terminals.</summary>
    public string Transcript
    {
        get
        {
            lock (_gate)
                return Plain(_text.ToString());
        }
    }

    /// <summary>The end of it, each on its own line, for a message; empty when the device wrote nothing.</summary>
    public string Tail => Transcript.TrimEnd() is { Length: > 0 } text
        ? text.Split('\n').TakeLast(15).Quoted()
        : "";

    public void Type(string keys) => _keys.Writer.TryWrite(keys);

    /// <summary>Waits until what was written since the last match matches, and takes it.</summary>
    /// <returns>The match; null when the time is over.</returns>
    public async Task<Match?> ExpectAsync(Regex pattern, TimeSpan limit, CancellationToken cancellation)
    {
        var deadline = Task.Delay(limit, cancellation);
        while (true)
        {
            Task more;
            lock (_gate)
            {
                var match = pattern.Match(Plain(_text.ToString(_read, _text.Length - _read)));
                if (match.Success)
                {
                    _read = _text.Length;
                    return match;
                }

                more = _more.Task;
            }

            if (_qemu.IsCompleted)
                throw new YoctoException(RunErrors.QemuEnded.Create(Path.GetFileName(_program), (await _qemu).ExitCode, Reason(), Tail));
            if (await Task.WhenAny(more, deadline) == deadline)
            {
                cancellation.ThrowIfCancellationRequested();
                return null;
            }
        }
    }

    /// <summary>As pulling the plug.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_end.IsCancellationRequested)
            return;
        await _end.CancelAsync();
        try
        {
            await _qemu;
        }
        catch (OperationCanceledException)
        {
            // killed by the line before
        }

        _end.Dispose();
    }

    private string Reason() => _errors.ToString().Trim() is { Length: > 0 } text ? text.Split('\n')[^1] : "it gave no reason.";

    private async Task TypeAsync(Stream input, CancellationToken cancellation)
    {
        await foreach (var keys in _keys.Reader.ReadAllAsync(cancellation))
        {
            await input.WriteAsync(Encoding.UTF8.GetBytes(keys), cancellation);
            await input.FlushAsync(cancellation);
        }
    }

    private async Task ReadAsync(Stream output, CancellationToken cancellation)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var bytes = new byte[4096];
        var chars = new char[4096];
        for (int read; (read = await output.ReadAsync(bytes, cancellation)) > 0;)
        {
            var count = decoder.GetChars(bytes.AsSpan(0, read), chars, flush: false);
            lock (_gate)
            {
                _text.Append(chars, 0, count);
                if (_text.Length - LongestTranscript is var excess and > 0)
                {
                    _text.Remove(0, excess);
                    _read = Math.Max(0, _read - excess);
                }
            }

            Wake();
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            _more.TrySetResult();
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    // CSI and OSC sequences, and the other escapes of two characters
    private static string Plain(string text) =>
        Regex.Replace(text, @"\e\[[0-?]*[ -/]*[@-~]|\e\][^\a\e]*(\a|\e\\)|\e[@-Z\\-_]|\r|\0", "");
}

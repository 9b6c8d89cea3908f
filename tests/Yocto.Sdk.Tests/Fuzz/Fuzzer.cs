using System.Diagnostics;
using System.Globalization;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Fuzz;

/// <summary>
/// Runs a target on its corpus and on mutations of it. An input that ends in anything but a coded diagnostic, takes long or
/// much memory fails the test, and stays in a file that the message names.
/// </summary>
internal sealed class Fuzzer(FuzzTarget target, int seed)
{
    // a deep input overflows this stack before that of a build's thread
    private const int StackSize = 1 << 20;
    private const long MostMemory = 200 << 20;

    // for an input of at most 64 KiB, on a machine that is busy
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(20);

    private readonly List<byte[]> _pool = [.. Directory.EnumerateFiles(CorpusOf(target)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    private readonly HashSet<string> _outcomes = [];
    private readonly Stopwatch _clock = new();
    private long _started;
    private TimeSpan _slowest;
    private long _largest;
    private byte[] _input = [];
    private Exception? _failure;

    public static string CorpusOf(FuzzTarget target) => Path.Combine(SourceTree.Root, "tests/Yocto.Sdk.Tests/Fuzz/Corpus", target.Name);

    /// <returns>What was done, for a person.</returns>
    public string Run(TimeSpan limit)
    {
        using var folder = new TemporaryFolder();
        var (ended, executions, corpus) = (false, 0, _pool.Count);
        var thread = new Thread(() =>
        {
            try
            {
                var mutator = new Mutator(seed, target.Words);
                for (; executions < corpus || _clock.Elapsed < limit; executions++)
                    Execute(executions < corpus ? _pool[executions] : mutator.Next(_pool), folder);
            }
            catch (Exception e)
            {
                _failure = e;
            }

            Volatile.Write(ref ended, true);
        }, StackSize)
        { IsBackground = true };
        _clock.Start();
        thread.Start();
        while (!thread.Join(TimeSpan.FromMilliseconds(100)))
        {
            if (_clock.Elapsed - TimeSpan.FromTicks(Volatile.Read(ref _started)) > _longest && !Volatile.Read(ref ended))
                Fail($"it does not end within {_longest.TotalSeconds} s");
        }

        if (_failure is not null)
            Fail(_failure.ToString());
        return string.Create(CultureInfo.InvariantCulture,
            $"{target}: {executions} inputs in {_clock.Elapsed.TotalSeconds:0.0} s, seed {seed}, {_outcomes.Count} outcomes, slowest {_slowest.TotalMilliseconds:0} ms, most memory {_largest >> 20} MiB");
    }

    private void Execute(byte[] input, TemporaryFolder folder)
    {
        _input = input;
        // an overflow of the stack ends the process, and leaves this file
        var file = folder["input"];
        File.WriteAllBytes(file, input);
        var start = _clock.Elapsed;
        Volatile.Write(ref _started, start.Ticks);
        var before = GC.GetTotalAllocatedBytes();
        var outcome = OutcomeOf(new FuzzInput(file, folder.Path, input));
        // all that was allocated, though not all at a time
        var allocated = GC.GetTotalAllocatedBytes() - before;
        _largest = Math.Max(_largest, allocated);
        _slowest = _clock.Elapsed - start > _slowest ? _clock.Elapsed - start : _slowest;
        Assert.InRange(allocated, 0, MostMemory);
        if (_outcomes.Add(outcome) && _outcomes.Count < 1000)
            _pool.Add(input);
    }

    private string OutcomeOf(FuzzInput input)
    {
        try
        {
            return target.Run(input);
        }
        catch (YoctoException e)
        {
            Assert.NotEmpty(e.Diagnostics);
            return string.Join(' ', e.Diagnostics.Select(d => d.Code).Distinct());
        }
    }

    private void Fail(string reason)
    {
        var file = Path.Combine(Path.GetTempPath(), $"yocto-sdk-fuzz-{target}-{Sdk.Files.Sha256.Of(_input)[..8]}");
        File.WriteAllBytes(file, _input);
        Assert.Fail($"{target} with seed {seed}: {reason}\nThe input is in {file}. With the mend, it goes into {CorpusOf(target)}.");
    }
}

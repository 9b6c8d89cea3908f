using System.Globalization;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Fuzz;

/// <summary>
/// Every parser of what others write, with inputs that are nearly right. The memory is the process', so no other test runs
/// meanwhile. <c>YOCTO_SDK_FUZZ_SECONDS</c> and <c>YOCTO_SDK_FUZZ_SEED</c> take another time for each, and other inputs.
/// </summary>
[Collection(nameof(FuzzTests))]
[CollectionDefinition(nameof(FuzzTests), DisableParallelization = true)]
public sealed class FuzzTests
{
    public static TheoryData<string> Names => [.. FuzzTargets.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Odd_input_ends_in_a_diagnostic(string name) => Run(name, seconds: 0.5, seed: 1);

    // not in a gate: each run has other inputs
    [HeavyTheory(2)]
    [MemberData(nameof(Names))]
    public void Much_odd_input_ends_in_a_diagnostic(string name) => Run(name, seconds: 20, seed: Environment.TickCount);

    [Fact]
    public void A_fault_of_a_parser_fails_with_the_input_that_it_took()
    {
        var faulty = FuzzTargets.All[0] with { Run = input => input.Bytes.Contains((byte)'~') ? throw new InvalidOperationException("a fault") : "" };

        var failure = Assert.ThrowsAny<Exception>(() => new Fuzzer(faulty, seed: 1).Run(TimeSpan.FromMinutes(1))).Message;

        Assert.Contains("with seed 1: System.InvalidOperationException: a fault", failure, StringComparison.Ordinal);
        var file = failure.Split("The input is in ")[1].Split(". With the mend")[0];
        Assert.Contains((byte)'~', File.ReadAllBytes(file));
        File.Delete(file);
    }

    private static void Run(string name, double seconds, int seed)
    {
        seconds = double.TryParse(Environment.GetEnvironmentVariable("YOCTO_SDK_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var asked) ? asked : seconds;
        seed = int.TryParse(Environment.GetEnvironmentVariable("YOCTO_SDK_FUZZ_SEED"), CultureInfo.InvariantCulture, out var given) ? given : seed;
        var report = new Fuzzer(FuzzTargets.All.Single(t => t.Name == name), seed).Run(TimeSpan.FromSeconds(seconds));
        TestContext.Current.TestOutputHelper?.WriteLine(report);
    }
}

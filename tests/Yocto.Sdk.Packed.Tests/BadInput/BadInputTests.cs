using System.Globalization;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests.BadInput;

/// <summary>
/// A project that is built is made bad in one way: the build is refused with coded errors at their lines, touches nothing
/// of the user's, and when the input is corrected, the next one is clean. What is refused in one go is tested in one go.
/// </summary>
public abstract class BadInputTests(BuiltDevice device)
{
    protected const string Scarthgap = "<YoctoRelease>scarthgap</YoctoRelease>";

    /// <summary>The release and the machine of the project that is built.</summary>
    protected const string Good = $"{Scarthgap}<Machine>qemuarm64</Machine>";

    private const string Poky = """<YoctoLayerRepository Include="poky" Url="upstream/poky" />""";

    protected UserFolder User => device.User;

    /// <summary>The PATH of the build: the folder of the project's own tools, then the machine's.</summary>
    protected string PathVariable => $"{User["tools"]}:{Environment.GetEnvironmentVariable("PATH")}";

    /// <summary>Writes the project anew. The properties stand in line 3, the repository in line 6, the items in line 11.</summary>
    protected void Project(string properties = Good, string items = "", string poky = Poky) =>
        User.Device(properties, $"{BuiltDevice.Items}\n    {items}", poky: poky);

    /// <summary>Items, a line each, of which the first is line 11.</summary>
    protected static string Lines(params IEnumerable<string> items) => string.Join("\n    ", items);

    /// <param name="spoil">Makes the input bad. What it does to the user's own files is taken back afterwards.</param>
    /// <param name="errors">All of them, as <c>file(line,column): code: text</c>, with {folder} for the user's; an … at the end
    /// stands for what a program said or what differs from run to run.</param>
    /// <param name="correct">Takes back what is done elsewhere.</param>
    protected async Task<DotnetRun> RefusedAsync(
        Action spoil, IReadOnlyList<string> errors, Action? correct = null, string arguments = "", params (string Name, string? Value)[] environment)
    {
        var good = Inputs();
        DotnetRun refused;
        try
        {
            spoil();
            var bad = Inputs();

            refused = await BuildAsync(arguments, environment);

            refused.Failed();
            Assert.Equal(errors.Select(e => e.Replace("{folder}", User.Path, StringComparison.Ordinal)), refused.Errors.Select(e => Shorten(e, errors)));
            Assert.DoesNotContain("   at ", refused.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("nhandled", refused.Output, StringComparison.Ordinal);
            Assert.Equal(bad, Inputs());
        }
        finally
        {
            correct?.Invoke();
            Restore(good);
        }

        await IsCleanAsync();
        Assert.Equal(good, Inputs());
        return refused;
    }

    /// <summary>A build with nothing to complain of, after which nothing is left to do.</summary>
    protected async Task IsCleanAsync()
    {
        var next = (await BuildAsync()).Succeeded();
        Assert.Empty(next.Errors);
        Assert.Empty(next.Warnings);
        Assert.True(File.Exists(User["bin/Debug/qemuarm64/core-image-minimal-qemuarm64.rootfs.wic"]));
    }

    protected Task<DotnetRun> BuildAsync(string arguments = "", params (string Name, string? Value)[] environment) =>
        User.DotnetAsync($"build {arguments}", "", [("PATH", PathVariable), .. environment]);

    private string Shorten(string error, IReadOnlyList<string> expected) => expected
        .Where(e => e.EndsWith('…'))
        .Select(e => e.Replace("{folder}", User.Path, StringComparison.Ordinal))
        .FirstOrDefault(e => error.StartsWith(e[..^1], StringComparison.Ordinal)) ?? error;

    /// <summary>What is the user's own: all but what the build writes, and what the layers' server has.</summary>
    private SortedDictionary<string, string> Inputs() => new(
        Directory.EnumerateFiles(User.Path, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(User.Path, f))
            .Where(f => f.Split('/')[0] is not ("obj" or "bin" or "home" or "upstream" or "starts" or "tools" or "build+dir"))
            .ToDictionary(f => f, User.Read),
        StringComparer.Ordinal);

    private void Restore(SortedDictionary<string, string> good)
    {
        var now = Inputs();
        foreach (var added in now.Keys.Except(good.Keys))
            File.Delete(User[added]);
        foreach (var (file, content) in good.Where(g => now.GetValueOrDefault(g.Key) != g.Value))
            User.Write(file, content);
    }

    protected static string At(int line, int column, string error) =>
        string.Create(CultureInfo.InvariantCulture, $"device.yoctoproj({line},{column}): {error}");
}

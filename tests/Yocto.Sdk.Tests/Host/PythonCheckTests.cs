using Yocto.Sdk.Host;

namespace Yocto.Sdk.Tests.Host;

public sealed class PythonCheckTests : IDisposable
{
    private readonly FakeHost _host = new();

    [Theory]
    [InlineData("3.8.0", "")]
    [InlineData("3.11.2", "")]
    [InlineData("3.7.17", "YOCTO2004")]
    [InlineData("2.7.18", "YOCTO2004")]
    [InlineData("3.12.0", "YOCTO2005")]
    public async Task A_python_of_the_releases_time_will_do(string version, string code)
    {
        _host.Python(version);

        var result = await RunAsync(newest: new Version(3, 11));

        Assert.Equal(code, string.Join(' ', result.Problems.Select(p => p.Code)));
        Assert.Equal(_host["bin/python3"], result.Interpreter);
        Assert.True(result.HasLocale);
    }

    [Fact]
    public async Task The_messages_about_python_say_which_one_and_what_to_do()
    {
        Assert.Equal(
            $"{_host["bin/python3"]} is Python 3.7.17, but bitbake 2.8.0 needs 3.8 or newer. Put a newer python3 first on the PATH.",
            Assert.Single((await _host.Python("3.7.17").RunAsync()).Problems).Message);
        Assert.Equal(
            $"{_host["bin/python3"]} is Python 3.12.1, but bitbake 2.8.0 needs 3.11 or older. Put an older python3 first on the PATH, or build in a container that has one (YoctoBuildContainer).",
            Assert.Single((await _host.Python("3.12.1").RunAsync(new Version(3, 11))).Problems).Message);
    }

    [Fact]
    public async Task A_release_without_an_upper_limit_runs_on_every_newer_python() =>
        Assert.Empty((await _host.Python("3.99.0").RunAsync()).Problems);

    [Fact]
    public async Task A_host_without_python_has_none()
    {
        var result = await RunAsync();

        Assert.Equal((null, true, 0), (result.Interpreter, result.HasLocale, result.Problems.Count));
    }

    [Fact]
    public async Task A_missing_locale_is_told() => Assert.False((await _host.Python(locale: false).RunAsync()).HasLocale);

    [Fact]
    public async Task A_python_without_its_modules_is_broken()
    {
        _host.Tool("python3", "echo 3.11.2; echo locale; echo \"Traceback\" >&2; echo \"ModuleNotFoundError: No module named 'sqlite3'\" >&2; exit 1");

        var problem = Assert.Single((await RunAsync()).Problems);

        Assert.Equal("YOCTO2006", problem.Code);
        Assert.Equal(
            $"{_host["bin/python3"]} can't run bitbake: ModuleNotFoundError: No module named 'sqlite3'. Install a complete python3.",
            problem.Message);
    }

    [Fact]
    public async Task A_python_that_does_not_answer_is_broken_and_says_nothing_of_the_locale()
    {
        _host.Tool("python3", "echo 'Fatal Python error: init_fs_encoding' >&2; exit 1");

        var result = await RunAsync();

        Assert.Equal("YOCTO2006", Assert.Single(result.Problems).Code);
        Assert.True(result.HasLocale);
    }

    [Fact]
    public async Task The_question_to_python_is_one_that_a_real_python_understands()
    {
        var real = HostSystem.Current();
        Assert.SkipWhen(real.Find("python3") is null, "python3 is not on the PATH");

        var result = await PythonCheck.RunAsync(real, Core(null), "2.8.0", [], TestContext.Current.CancellationToken);

        Assert.Empty(result.Problems);
    }

    public void Dispose() => _host.Dispose();

    private Task<PythonCheck.Result> RunAsync(Version? newest = null) => _host.RunAsync(newest);

    internal static CoreRequirements Core(Version? newest) => new([], new Dictionary<string, Version>(), new Version(3, 8), newest);
}

internal static class PythonCheckOfFakeHost
{
    public static Task<PythonCheck.Result> RunAsync(this FakeHost host, Version? newest = null) =>
        PythonCheck.RunAsync(host.System, PythonCheckTests.Core(newest), "2.8.0", [], TestContext.Current.CancellationToken);
}

using Yocto.Sdk.Host;

namespace Yocto.Sdk.Tests.Host;

public sealed class ToolVersionCheckTests : IDisposable
{
    private readonly FakeHost _host = new();

    [Theory]
    [InlineData("git", "echo git version 2.39.5", "1.8.3.1", null)]
    [InlineData("git", "echo 'git version 1.8.3 (Apple Git-55)'", "1.8.3.1", "1.8.3")]
    [InlineData("tar", "echo 'tar (GNU tar) 1.34'; echo 'Copyright (C) 2021'", "1.28", null)]
    [InlineData("tar", "echo 'tar (GNU tar) 1.27.1'", "1.28", "1.27.1")]
    [InlineData("make", "echo 'GNU Make 4.3'", "4.0", null)]
    [InlineData("make", "echo 'GNU Make 3.82'", "4.0", "3.82")]
    [InlineData("gcc", "[ $1 = -dumpfullversion ] && echo 12.2.0", "8.0", null)]
    [InlineData("gcc", "[ $1 = -dumpfullversion ] && echo 7.5.0", "8.0", "7.5.0")]
    [InlineData("patch", "echo no number at all", "2.7", null)]
    [InlineData("patch", "exit 1", "2.7", null)]
    public async Task A_host_tool_that_is_too_old_is_an_error(string tool, string script, string oldest, string? version)
    {
        _host.Tool(tool, script);

        Assert.Equal(
            version is null ? [] : [("YOCTO2017", $"{tool} is version {version}, but OpenEmbedded needs {oldest} or newer. Install a newer version.")],
            (await RunAsync((tool, oldest))).Select(p => (p.Code, p.Message)));
    }

    [Fact]
    public async Task A_host_tool_that_is_missing_has_no_version_to_check() => Assert.Empty(await RunAsync(("git", "99.0")));

    [Fact]
    public async Task Every_host_tool_is_asked_for_its_version()
    {
        _host.Tool("git", "echo git version 1.0").Tool("tar", "echo tar 1.0");

        Assert.Equal(2, (await RunAsync(("git", "2.0"), ("tar", "2.0"))).Count);
    }

    public void Dispose() => _host.Dispose();

    private Task<IReadOnlyList<Yocto.Sdk.Diagnostics.Diagnostic>> RunAsync(params (string Tool, string Oldest)[] versions) =>
        ToolVersionCheck.RunAsync(_host.System,
            new CoreRequirements([], versions.ToDictionary(v => v.Tool, v => Version.Parse(v.Oldest)), new Version(3, 8), null),
            TestContext.Current.CancellationToken);
}

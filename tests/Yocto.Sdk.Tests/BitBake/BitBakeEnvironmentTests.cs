using Yocto.Sdk.BitBake;
using Yocto.Sdk.Host;
using Yocto.Sdk.Language;

namespace Yocto.Sdk.Tests.BitBake;

public sealed class BitBakeEnvironmentTests
{
    private static readonly BuildIdentity _identity = new([], "builder", "/home/builder");

    private static readonly Dictionary<string, string> _inherited = new()
    {
        ["PATH"] = "/usr/bin:/bin",
        ["HOME"] = "/root",
        ["USER"] = "root",
        ["LC_ALL"] = "C",
        ["LD_PRELOAD"] = "/evil.so",
        ["BBSERVER"] = "localhost:1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["TERM"] = "xterm",
        ["GITHUB_TOKEN"] = "t",
        ["https_proxy"] = "http://proxy",
        ["BB_ENV_PASSTHROUGH_ADDITIONS"] = "ACME_KEY  NOT_SET",
        ["ACME_KEY"] = "k",
        ["ACME_OTHER"] = "o",
    };

    [Fact]
    public void Only_the_variables_of_the_passthrough_list_reach_bitbake() =>
        Assert.Equal(
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["ACME_KEY"] = "k",
                ["BB_ENV_PASSTHROUGH_ADDITIONS"] = "https_proxy ACME_KEY PYTHONPYCACHEPREFIX",
                ["BB_SERVER_TIMEOUT"] = "0",
                ["HOME"] = "/home/builder",
                ["LANG"] = "en_US.UTF-8",
                ["LC_ALL"] = "en_US.UTF-8",
                ["LOGNAME"] = "builder",
                ["PATH"] = "/l/poky/scripts:/l/poky/bitbake/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin",
                ["PYTHONPYCACHEPREFIX"] = "/pycache",
                ["TERM"] = "xterm",
                ["USER"] = "builder",
                ["https_proxy"] = "http://proxy",
            },
            Sorted(Compose("2.0", "/l/poky", _inherited)));

    [Fact]
    public void A_token_reaches_bitbake_only_if_the_user_names_it()
    {
        Dictionary<string, string> tokens = new() { ["GITHUB_TOKEN"] = "t", ["AWS_SECRET_ACCESS_KEY"] = "k", ["AWS_SESSION_TOKEN"] = "s", ["SOCKS5_PASSWD"] = "p" };

        Assert.Empty(tokens.Keys.Intersect(Compose("2.8", null, tokens).Keys));
        Assert.Equal("t", Compose("2.8", null, new(tokens) { ["BB_ENV_PASSTHROUGH_ADDITIONS"] = "GITHUB_TOKEN" })["GITHUB_TOKEN"]);
    }

    [Theory]
    [InlineData("1.40", "BB_ENV_EXTRAWHITE", "BB_ENV_PASSTHROUGH_ADDITIONS")]
    [InlineData("1.52", "BB_ENV_EXTRAWHITE", "BB_ENV_PASSTHROUGH_ADDITIONS")]
    [InlineData("2.0", "BB_ENV_PASSTHROUGH_ADDITIONS", "BB_ENV_EXTRAWHITE")]
    [InlineData("2.18", "BB_ENV_PASSTHROUGH_ADDITIONS", "BB_ENV_EXTRAWHITE")]
    public void The_release_knows_the_passthrough_list_by_one_name_and_refuses_the_other(string version, string given, string absent)
    {
        var environment = Compose(version, "/l/poky", _inherited);

        Assert.Equal("https_proxy ACME_KEY PYTHONPYCACHEPREFIX", environment[given]);
        Assert.DoesNotContain(absent, environment.Keys);
    }

    [Fact]
    public void Without_a_core_and_without_a_path_bitbakes_own_folder_comes_first() =>
        Assert.Equal("/l/poky/bitbake/bin:/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin", Compose("2.8", null, new())["PATH"]);

    private static IReadOnlyDictionary<string, string> Compose(string version, string? core, Dictionary<string, string> inherited) =>
        BitBakeEnvironment.Compose(new ReleaseFacts(Version.Parse(version)), "/l/poky/bitbake", core, "/pycache", _identity, inherited);

    private static SortedDictionary<string, string> Sorted(IReadOnlyDictionary<string, string> environment) =>
        new(environment.ToDictionary(), StringComparer.Ordinal);
}

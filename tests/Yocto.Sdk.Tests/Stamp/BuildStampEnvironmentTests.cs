using System.Collections;
using Yocto.Sdk.Stamp;

namespace Yocto.Sdk.Tests.Stamp;

public sealed class BuildStampEnvironmentTests
{
    [Fact]
    public void The_stamp_covers_the_variables_that_bitbake_and_git_see_and_not_those_of_the_session()
    {
        var variables = new Hashtable
        {
            ["PATH"] = "/bin", ["HOME"] = "/home/me", ["USER"] = "me", ["TZ"] = "UTC",
            ["BB_NUMBER_THREADS"] = "3", ["GIT_SSL_CAINFO"] = "/ca", ["https_proxy"] = "p", ["HTTP_PROXY"] = "q",
            ["BB_ENV_PASSTHROUGH_ADDITIONS"] = "ACME_TOKEN  TERM NOT_SET", ["ACME_TOKEN"] = "t",
            ["TERM"] = "xterm", ["SSH_AUTH_SOCK"] = "/s", ["OLDPWD"] = "/", ["ACME_OTHER"] = "o",
        };

        var covered = BuildStampEnvironment.Of(variables);

        Assert.Equal(
            ["ACME_TOKEN", "BB_ENV_PASSTHROUGH_ADDITIONS", "BB_NUMBER_THREADS", "GIT_SSL_CAINFO", "HOME", "HTTP_PROXY", "PATH", "TZ", "USER", "https_proxy"],
            covered.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("t", covered["ACME_TOKEN"]);
    }
}

using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Tests.Diagnostics;

public sealed class SecretsTests
{
    [Fact]
    public void The_value_of_a_variable_that_is_named_as_a_secret_is_masked()
    {
        Environment.SetEnvironmentVariable("YOCTO_SDK_TEST_TOKEN", "s3cr3t-of-the-test");
        Environment.SetEnvironmentVariable("YOCTO_SDK_TEST_PASSWORD", "short");
        Thread.Sleep(1100); // it looks at the environment once a second

        Assert.Equal("{'ACME': '***', 'a': 'short'}", Secrets.Scrub("{'ACME': 's3cr3t-of-the-test', 'a': 'short'}"));
    }

    [Theory]
    [InlineData("https://git.example.com/a", "https://git.example.com/a")]
    [InlineData("https://me:s3cret@git.example.com/a", "https://git.example.com/a")]
    [InlineData("https://token@git.example.com/a", "https://git.example.com/a")]
    [InlineData("https://me:p@ss@git.example.com/a", "https://git.example.com/a")]
    [InlineData("HTTPS://me:s3cret@git.example.com/a", "HTTPS://git.example.com/a")]
    [InlineData("gitsm://me:s3cret@git.example.com/a;branch=x", "gitsm://git.example.com/a;branch=x")]
    [InlineData("ssh://git@example.com/a", "ssh://git@example.com/a")]
    [InlineData("ssh://git:s3cret@example.com/a", "ssh://git@example.com/a")]
    [InlineData("git+ssh://git:s3cret@example.com/a", "git+ssh://git@example.com/a")]
    [InlineData("https://example.com/a.tar?token=s3cret&x=1", "https://example.com/a.tar")]
    [InlineData("https://example.com/a.tar?token=s3cret;name=a", "https://example.com/a.tar;name=a")]
    [InlineData("https://mirror.example.com/a.tar%3Ftoken%3Ds3cret is missing", "https://mirror.example.com/a.tar is missing")]
    [InlineData("wget -O '/dl/a.tar?token=s3cret.tmp' 'https://example.com/a.tar?token=s3cret'", "wget -O '/dl/a.tar.tmp' 'https://example.com/a.tar'")]
    [InlineData("wget --auth-no-challenge --user=me --password=s3cret -P /dl 'https://example.com/a'", "wget --auth-no-challenge --user=me --password=*** -P /dl 'https://example.com/a'")]
    [InlineData("svn --username me --password 's 3cret' export", "svn --username me --password *** export")]
    [InlineData("svn://example.com/a;user=me;pswd=s3cret;rev=1", "svn://example.com/a;user=me;pswd=***;rev=1")]
    [InlineData("fatal: unable to access 'https://me:s3cret@example.com/a/': 403", "fatal: unable to access 'https://example.com/a/': 403")]
    [InlineData("https://a:b@c/d and ftp://e:f@g/h", "https://c/d and ftp://g/h")]
    [InlineData("write to me@example.com: a?b", "write to me@example.com: a?b")]
    [InlineData("git@example.com:a/b", "git@example.com:a/b")]
    [InlineData(
        """Running export PSEUDO_DISABLED=1; export GITHUB_TOKEN="s3cret"; export HOME="/a "b" c"; /usr/bin/env wget -t 2; echo "x"; """,
        """Running /usr/bin/env wget -t 2; echo "x"; """)]
    [InlineData("""export FOO="bar"; make""", """export FOO="bar"; make""")]
    public void What_nobody_may_read_is_taken_out(string text, string scrubbed) => Assert.Equal(scrubbed, Secrets.Scrub(text));
}

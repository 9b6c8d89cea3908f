using Yocto.Sdk.Git;

namespace Yocto.Sdk.Tests.Git;

public sealed class GitFailureTests
{
    [Theory]
    [InlineData("fatal: couldn't find remote ref refs/heads/openssl-3", (int)GitFailure.RefNotFound)]
    [InlineData("fatal: couldn't find remote ref refs/tags/Connection refused", (int)GitFailure.RefNotFound)]
    [InlineData("error: Server does not allow request for unadvertised object 0123", (int)GitFailure.CommitRefused)]
    [InlineData("warning: redirecting to https://openssl.example/\nerror: Server does not allow request for unadvertised object 0123", (int)GitFailure.CommitRefused)]
    [InlineData("fatal: repository 'https://certificate.example/ssl' not found", (int)GitFailure.RepositoryNotFound)]
    [InlineData("fatal: unable to access 'https://a.example/': SSL certificate problem: unable to get local issuer certificate", (int)GitFailure.Unreachable)]
    [InlineData("fatal: unable to access 'https://a.example/': server certificate verification failed. CAfile: none", (int)GitFailure.Unreachable)]
    [InlineData("fatal: unable to access 'https://a.example/': Could not resolve host: a.example", (int)GitFailure.Unreachable)]
    [InlineData("fatal: bad object 0123", (int)GitFailure.Unknown)]
    public void The_words_of_git_are_told_from_the_names_in_them(string errors, int failure) =>
        Assert.Equal((GitFailure)failure, new GitResult(128, "", errors).FailureOf());
}

using System.ComponentModel;
using System.Security.Cryptography.X509Certificates;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Product.Updates;
using Yocto.Sdk.Testing;
using static Yocto.Sdk.Testing.TestCertificates;

namespace Yocto.Sdk.Tests.Product.Updates;

public sealed class CertificateChainTests : IDisposable
{
    private const X509KeyUsageFlags Issue = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign;

    private static readonly Dictionary<string, (Func<X509Certificate2[]> Make, string? Fault)> _chains = new()
    {
        ["of one"] = (() => [Authority("CN=root")], null),
        ["of one that issues nothing"] = (() => [Make("CN=root", null, isAuthority: false)], null),
        ["of one without extensions"] = (() => [Make("CN=root", null)], null),
        ["of three"] = (() => Three(), null),
        ["of three for mail"] = (() => Three(purpose: EmailProtection, ofFactory: EmailProtection), null),
        ["with all usages"] = (() => Three(usage: X509KeyUsageFlags.DigitalSignature, usageOfFactory: Issue), null),
        ["of non-repudiation"] = (() => Three(usage: X509KeyUsageFlags.NonRepudiation), null),

        ["without a root"] = (() => Three()[..2], "the chain does not end in a root. Append the certificate of CN=root, and so on up to the root."),
        ["in another order"] = (() => [.. Order(0, 2, 1)], "CN=factory issued CN=signer, but CN=root follows it. Put the signer's certificate first, then its issuer's, and so on up to the root."),
        ["with a root of another name"] = (() => [Three()[0], Three()[1], Authority("CN=other")], "CN=root issued CN=factory, but CN=other follows it."),
        ["with a root that was made anew"] = (() => [.. Three()[..2], Authority("CN=root")], "CN=factory is not signed with the key of the certificate of CN=root that follows it."),
        ["with an issuer that was made anew"] = (() => Anew(), "CN=signer is not signed with the key of the certificate of CN=factory that follows it."),
        ["for a server"] = (() => Three(purpose: ServerAuthentication), "CN=signer is for another purpose ("),
        ["for code"] = (() => Three(purpose: CodeSigning), "CN=signer is for another purpose ("),
        ["for any purpose, which OpenSSL does not take for mail"] = (() => Three(purpose: AnyPurpose), "CN=signer is for another purpose ("),
        ["of an issuer for servers"] = (() => Three(ofFactory: ServerAuthentication), "CN=factory is for another purpose ("),
        ["with a key to encrypt"] = (() => Three(usage: X509KeyUsageFlags.KeyEncipherment), "CN=signer must not sign: its key usage lacks digitalSignature."),
        ["of an issuer that is none"] = (() => Three(isAuthority: false), "CN=factory must not issue certificates: it lacks CA:TRUE or the key usage keyCertSign."),
        ["of an issuer without extensions"] = (() => Three(isAuthority: null), "CN=factory must not issue certificates"),
        ["of an issuer that may only sign"] = (() => Three(usageOfFactory: X509KeyUsageFlags.DigitalSignature), "CN=factory"),
        ["of a root that allows no issuer below it"] = (() => Three(pathLength: 0), "CN="),
        ["of a signer that has expired"] = (() => Three(until: -1), "CN=signer expired on "),
        ["of an issuer that has expired"] = (() => Three(untilOfFactory: -1), "CN=factory expired on "),
        ["of a signer of tomorrow"] = (() => Three(from: 1), "CN=signer is not valid before "),
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Chains => [.. _chains.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Chains))]
    public async Task A_chain_is_judged_as_OpenSSL_on_the_device_judges_it(string name)
    {
        var (make, fault) = _chains[name];
        var chain = make();

        var found = CertificateChain.FaultOf([.. chain], DateTimeOffset.UtcNow);

        if (fault is null)
            Assert.Null(found);
        else
            Assert.StartsWith(fault, found, StringComparison.Ordinal);
        Assert.Equal(fault is null, await IsAcceptedByOpenSslAsync(chain));
    }

    [Fact]
    public void A_root_that_a_device_trusts_besides_may_issue_or_sign_and_is_nobody_elses()
    {
        var now = DateTimeOffset.UtcNow;

        Assert.Null(CertificateChain.FaultOfRoot(Authority("CN=next", usage: Issue), now));
        Assert.Null(CertificateChain.FaultOfRoot(Make("CN=next", null, isAuthority: false), now));
        Assert.Equal("CN=factory is not a root, because CN=root issued it.", CertificateChain.FaultOfRoot(Three()[1], now));
        Assert.Equal("CN=next must neither issue certificates nor sign.",
            CertificateChain.FaultOfRoot(Make("CN=next", null, usage: X509KeyUsageFlags.KeyEncipherment), now));
        Assert.StartsWith("CN=next expired on ", CertificateChain.FaultOfRoot(Authority("CN=next", until: -1), now), StringComparison.Ordinal);
    }

    private static X509Certificate2[] Three(
        X509KeyUsageFlags? usage = null, string? purpose = null, int from = -10, int until = 3650,
        bool? isAuthority = true, X509KeyUsageFlags? usageOfFactory = null, string? ofFactory = null, int untilOfFactory = 3650, int? pathLength = null)
    {
        var root = Authority("CN=root", pathLength: pathLength);
        var factory = Make("CN=factory", root, isAuthority, usageOfFactory, ofFactory, until: untilOfFactory);
        return [Make("CN=signer", factory, isAuthority: false, usage, purpose, from: from, until: until), factory, root];
    }

    private static IEnumerable<X509Certificate2> Order(params IEnumerable<int> order)
    {
        var three = Three();
        return order.Select(i => three[i]);
    }

    private static X509Certificate2[] Anew()
    {
        var three = Three();
        return [three[0], Authority("CN=factory", three[2]), three[2]];
    }

    private async Task<bool> IsAcceptedByOpenSslAsync(X509Certificate2[] chain)
    {
        string[] issuers = chain.Length > 2 ? ["-untrusted", Write(_folder, "issuers.pem", chain[1..^1])] : [];
        try
        {
            var run = await Cli.Wrap("openssl")
                .WithArguments(["verify", "-purpose", "smimesign", "-CAfile", Write(_folder, "root.pem", chain[^1]), .. issuers, Write(_folder, "signer.pem", chain[0])])
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
            return run.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            Assert.Skip("openssl is not installed");
            throw;
        }
    }
}

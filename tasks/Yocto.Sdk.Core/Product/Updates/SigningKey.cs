using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Updates;

/// <summary>What updates are signed with, and how a device verifies them. Only RAUC reads the key itself.</summary>
/// <param name="KeyFile">PEM; absolute.</param>
/// <param name="Chain">
/// PEM: the signer's certificate, and below it those that it was issued by, up to the root. Empty of a development key
/// that is not made yet.
/// </param>
/// <param name="OtherRoots">PEM: what the device trusts besides.</param>
internal sealed record SigningKey(string KeyFile, IReadOnlyList<string> Chain, IReadOnlyList<string> OtherRoots)
{
    private static readonly TimeSpan _notice = TimeSpan.FromDays(90);

    public string Signer => Chain[0];

    public IEnumerable<string> Intermediates => Chain.Skip(1).SkipLast(1);

    /// <summary>What the device trusts.</summary>
    public string Keyring => string.Concat(OtherRoots.Prepend(Chain[^1]));

    /// <summary>Null when a device would not accept what they sign.</summary>
    public static Checked<SigningKey> Read(Setting key, Setting certificate)
    {
        X509Certificate2Collection chain;
        var now = DateTimeOffset.UtcNow;
        try
        {
            chain = CertificatesIn(certificate.Text);
            using var pair = X509Certificate2.CreateFromPem(SmallFile.ReadText(certificate.Text), SmallFile.ReadText(key.Text));
            if (CertificateChain.FaultOf(chain, now) is { } fault)
                return new Checked<SigningKey>(null, [UpdateErrors.BadChain.At(certificate.Origin, certificate.Text, fault)]);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return new Checked<SigningKey>(null, [UpdateErrors.BadKey.At(key.Origin, key.Text, certificate.Text, e.Message)]);
        }

        var first = chain.MinBy(c => c.NotAfter)!;
        return new Checked<SigningKey>(
            new SigningKey(key.Text, [.. chain.Select(Pem)], []),
            first.NotAfter < now + _notice ? [UpdateErrors.Expires.At(certificate.Origin, first.Subject, certificate.Text, first.NotAfter)] : []);
    }

    /// <summary>The roots in a file, as PEM; null when a device can't trust one of them.</summary>
    public static Checked<IReadOnlyList<string>> ReadRoots(Setting file)
    {
        try
        {
            var roots = CertificatesIn(file.Text);
            return roots.Select(root => CertificateChain.FaultOfRoot(root, DateTimeOffset.UtcNow)).FirstOrDefault(f => f is not null) is { } fault
                ? Refused(fault)
                : new Checked<IReadOnlyList<string>>([.. roots.Select(Pem)], []);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return Refused(e.Message);
        }

        Checked<IReadOnlyList<string>> Refused(string fault) => new(null, [UpdateErrors.BadRoots.At(file.Origin, file.Text, fault)]);
    }

    /// <summary>A key with its certificate in one file.</summary>
    public static SigningKey ForDevelopment(string file) => new(file, [], []);

    /// <summary>With its chain: a development key is made when there is none.</summary>
    public SigningKey Made()
    {
        if (Chain.Count > 0)
            return this;
        // a power cut can leave an empty file, which nothing was ever signed with
        if (new FileInfo(KeyFile) is { Exists: true, Length: 0 })
            File.Delete(KeyFile);
        if (!File.Exists(KeyFile))
            Make(KeyFile);
        try
        {
            using var pair = X509Certificate2.CreateFromPem(SmallFile.ReadText(KeyFile), SmallFile.ReadText(KeyFile));
            return this with { Chain = [Pem(pair)] };
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or PlatformNotSupportedException)
        {
            throw new YoctoException(UpdateErrors.DamagedDevelopmentKey.Create(KeyFile, e.Message), e);
        }
    }

    private static void Make(string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Yocto.Sdk development key", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        // a device without a clock begins in 1970
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        // the inner builds of several machines may come here at once: all use the key of the first
        WholeFile.CreatePrivate(file, $"{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n");
    }

    private static X509Certificate2Collection CertificatesIn(string file)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(SmallFile.ReadText(file));
        return certificates.Count > 0 ? certificates : throw new CryptographicException($"{file} contains no PEM certificate.");
    }

    private static bool IsUnreadable(Exception e) => e is
        CryptographicException or ArgumentException or PlatformNotSupportedException or IOException or UnauthorizedAccessException;

    private static string Pem(X509Certificate2 certificate) => certificate.ExportCertificatePem() + "\n";
}

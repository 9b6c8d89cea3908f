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
internal sealed record SigningKey(string KeyFile, IReadOnlyList<string> Chain)
{
    public string Signer => Chain[0];

    public IEnumerable<string> Intermediates => Chain.Skip(1).SkipLast(1);

    /// <summary>What the device trusts.</summary>
    public string Root => Chain[^1];

    /// <summary>Null when the two are no pair.</summary>
    public static Checked<SigningKey> Read(Setting key, Setting certificate)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificate.Text);
            if (chain.Count == 0)
                throw new CryptographicException($"{certificate.Text} contains no PEM certificate.");
            using var pair = X509Certificate2.CreateFromPemFile(certificate.Text, key.Text);
            if (!chain[^1].SubjectName.RawData.AsSpan().SequenceEqual(chain[^1].IssuerName.RawData))
                throw new CryptographicException($"the chain of certificates does not end in a root. Append the certificate of {chain[^1].Issuer}, and so on up to the root, to {certificate.Text}.");
            return new Checked<SigningKey>(new SigningKey(key.Text, [.. chain.Select(Pem)]), []);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return new Checked<SigningKey>(null, [UpdateErrors.BadKey.At(key.Origin, key.Text, certificate.Text, e.Message)]);
        }
    }

    /// <summary>A key with its certificate in one file.</summary>
    public static SigningKey ForDevelopment(string file) => new(file, []);

    /// <summary>With its chain: a development key is made when there is none.</summary>
    public SigningKey Made()
    {
        if (Chain.Count > 0)
            return this;
        if (!File.Exists(KeyFile))
            Make(KeyFile);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(KeyFile);
        return this with { Chain = [.. chain.Select(Pem)] };
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

    private static string Pem(X509Certificate2 certificate) => certificate.ExportCertificatePem() + "\n";
}

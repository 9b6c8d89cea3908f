using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Yocto.Sdk.Testing;

/// <summary>Makes keys with certificates of every kind, good ones and bad ones.</summary>
public static class TestCertificates
{
    public const string EmailProtection = "1.3.6.1.5.5.7.3.4";
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    public const string AnyPurpose = "2.5.29.37.0";

    public static X509Certificate2 Authority(
        string name, X509Certificate2? issuer = null, X509KeyUsageFlags? usage = null, string? purpose = null, int? pathLength = null, int from = -10, int until = 3650) =>
        Make(name, issuer, isAuthority: true, usage, purpose, pathLength, from, until);

    /// <param name="isAuthority">Null leaves the extension out.</param>
    /// <param name="from">Days from now.</param>
    /// <param name="until">Days from now.</param>
    public static X509Certificate2 Make(
        string name, X509Certificate2? issuer, bool? isAuthority = null, X509KeyUsageFlags? usage = null, string? purpose = null, int? pathLength = null,
        int from = -10, int until = 3650)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        if (isAuthority is { } authority)
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, pathLength is not null, pathLength ?? 0, critical: true));
        if (usage is { } usages)
            request.CertificateExtensions.Add(new X509KeyUsageExtension(usages, critical: true));
        if (purpose is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        var now = DateTimeOffset.UtcNow;
        return issuer is null
            ? request.CreateSelfSigned(now.AddDays(from), now.AddDays(until))
            : request.Create(
                issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuer.GetECDsaPrivateKey()!), now.AddDays(from), now.AddDays(until),
                RandomNumberGenerator.GetBytes(8)).CopyWithPrivateKey(key);
    }

    public static string WriteKey(TemporaryFolder folder, string file, X509Certificate2 certificate) =>
        folder.Write(file, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());

    public static string Write(TemporaryFolder folder, string file, params IEnumerable<X509Certificate2> certificates) =>
        folder.Write(file, string.Join('\n', certificates.Select(c => c.ExportCertificatePem())) + "\n");
}

using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Yocto.Sdk.Product.Updates;

/// <summary>
/// Judges certificates as RAUC on a device does: by OpenSSL's rules for signed mail (its purpose <c>smimesign</c>), which
/// trusts nothing but the device's roots.
/// </summary>
internal static class CertificateChain
{
    private const string EmailProtection = "1.3.6.1.5.5.7.3.4";

    /// <summary>Why a device refuses what the first certificate signs, as sentences; null when it accepts it.</summary>
    /// <param name="chain">The signer's, then each one's issuer; the last is what the device trusts.</param>
    public static string? FaultOf(X509Certificate2Collection chain, DateTimeOffset now)
    {
        for (var i = 0; i < chain.Count - 1; i++)
        {
            if (!IsIssuedBy(chain[i], chain[i + 1]))
                return $"{chain[i].Issuer} issued {chain[i].Subject}, but {chain[i + 1].Subject} follows it. Put the signer's certificate first, then its issuer's, and so on up to the root.";
        }

        if (!IsIssuedBy(chain[^1], chain[^1]))
            return $"the chain does not end in a root. Append the certificate of {chain[^1].Issuer}, and so on up to the root.";
        return chain.Select(certificate => FaultOf(certificate, now)).FirstOrDefault(fault => fault is not null)
            ?? (MaySign(chain[0]) ? null : $"{chain[0].Subject} must not sign: its key usage lacks digitalSignature.")
            ?? chain.Skip(1).Where(c => !IsAuthority(c)).Select(c => $"{c.Subject} must not issue certificates: it lacks CA:TRUE or the key usage keyCertSign.").FirstOrDefault()
            ?? FaultOfSignatures(chain, now);
    }

    /// <summary>Why a device can't trust a certificate, as sentences; null when it can.</summary>
    public static string? FaultOfRoot(X509Certificate2 root, DateTimeOffset now) =>
        !IsIssuedBy(root, root) ? $"{root.Subject} is not a root, because {root.Issuer} issued it."
        : !IsAuthority(root) && !MaySign(root) ? $"{root.Subject} must neither issue certificates nor sign."
        : FaultOf(root, now);

    private static string? FaultOfSignatures(X509Certificate2Collection file, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.Add(file[^1]);
        policy.ExtraStore.AddRange(file);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = now.LocalDateTime;
        if (chain.Build(file[0]) && chain.ChainElements.Count == file.Count)
            return null;

        for (var i = 0; i < file.Count - 1; i++)
        {
            var isUnsigned = i + 1 >= chain.ChainElements.Count
                || chain.ChainElements[i].ChainElementStatus.Any(s => s.Status == X509ChainStatusFlags.NotSignatureValid)
                || !chain.ChainElements[i + 1].Certificate.RawDataMemory.Span.SequenceEqual(file[i + 1].RawDataMemory.Span);
            if (isUnsigned)
                return $"{file[i].Subject} is not signed with the key of the certificate of {file[i + 1].Subject} that follows it. Take the certificate that it was issued with.";
        }

        return chain.ChainElements.SelectMany(e => e.ChainElementStatus.Select(s => $"{e.Certificate.Subject}: {s.StatusInformation.Trim().TrimEnd('.')}."))
            .FirstOrDefault() ?? "the certificates are no chain.";
    }

    private static string? FaultOf(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (certificate.NotAfter < now)
            return string.Create(CultureInfo.InvariantCulture, $"{certificate.Subject} expired on {certificate.NotAfter:yyyy-MM-dd}. Renew it.");
        if (certificate.NotBefore > now)
            return string.Create(CultureInfo.InvariantCulture, $"{certificate.Subject} is not valid before {certificate.NotBefore:yyyy-MM-dd}.");
        var purposes = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().SelectMany(e => e.EnhancedKeyUsages.Cast<Oid>()).ToList();
        return purposes.Count == 0 || purposes.Exists(p => p.Value == EmailProtection) ? null
            : $"{certificate.Subject} is for another purpose ({string.Join(", ", purposes.Select(p => p.FriendlyName ?? p.Value))}). "
            + "Its extended key usage must have emailProtection, or it must have none.";
    }

    private static bool IsIssuedBy(X509Certificate2 certificate, X509Certificate2 issuer) =>
        certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.SubjectName.RawData);

    private static bool MaySign(X509Certificate2 certificate) =>
        UsageOf(certificate) is not { } usage || (usage & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) != 0;

    // OpenSSL takes a root of before the extensions, too
    private static bool IsAuthority(X509Certificate2 certificate)
    {
        var usage = UsageOf(certificate);
        return usage?.HasFlag(X509KeyUsageFlags.KeyCertSign) != false
            && (certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault()?.CertificateAuthority
                ?? (usage is not null || certificate.Version == 1));
    }

    private static X509KeyUsageFlags? UsageOf(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages;
}

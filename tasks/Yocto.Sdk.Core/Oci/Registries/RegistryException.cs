using System.Globalization;
using System.Net;

namespace Yocto.Sdk.Oci.Registries;

internal enum RegistryFailure
{
    Unreachable,
    Refused,
    NotFound,
    Damaged,
}

/// <summary>A registry did not give what it was asked for; the message is a sentence without its name.</summary>
internal sealed class RegistryException(RegistryFailure failure, string reason, Exception? cause = null) : Exception(reason, cause)
{
    // one that wants more is asked in another build
    private static readonly TimeSpan _longestWait = TimeSpan.FromMinutes(2);

    public RegistryFailure Failure => failure;

    /// <summary>Whether another try may have another end.</summary>
    public bool IsPassing { get; private init; } = failure is RegistryFailure.Unreachable or RegistryFailure.Damaged;

    /// <summary>How long the registry asks to be left alone; null when it does not say.</summary>
    public TimeSpan? Wait { get; private init; }

    /// <summary>Of an answer that is no success.</summary>
    public static RegistryException Of(HttpResponseMessage answer, TimeProvider time)
    {
        var status = $"It answered {(int)answer.StatusCode} {answer.ReasonPhrase}.";
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return new(RegistryFailure.Refused, status);
        var wait = answer.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - time.GetUtcNow() : null;
        return wait > _longestWait
            ? new(RegistryFailure.Unreachable, string.Create(CultureInfo.InvariantCulture, $"{status} It may be asked again in {wait.Value.TotalMinutes:0} min.")) { IsPassing = false }
            : new(RegistryFailure.Unreachable, status)
            {
                IsPassing = answer.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
                Wait = wait > TimeSpan.Zero ? wait : null,
            };
    }
}

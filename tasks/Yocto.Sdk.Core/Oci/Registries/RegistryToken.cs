using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Yocto.Sdk.Oci.Registries;

/// <summary>What a registry requires before it answers: nothing, the login itself, or a token that another server issues for it.</summary>
internal sealed partial class RegistryToken(
    HttpClient http, string host, string repository, RegistryCredentials credentials, TimeProvider time)
{
    // in bytes, what the engines accept
    private const long LargestAnswer = 1 << 20;

    public AuthenticationHeaderValue? Authorization { get; private set; }

    /// <summary>Does what the registry's challenge asks for; false when the user has no login that could.</summary>
    public async Task<bool> RenewAsync(IEnumerable<AuthenticationHeaderValue> challenges, CancellationToken cancellation)
    {
        var credential = await credentials.FindAsync(host, repository, cancellation);
        foreach (var challenge in challenges)
        {
            if (challenge.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            {
                Authorization = await AskAsync(challenge.Parameter ?? "", credential, cancellation);
                return Authorization is not null;
            }

            if (challenge.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) && credential is { IsToken: false })
            {
                Authorization = Basic(credential);
                return true;
            }
        }

        return false;
    }

    private async Task<AuthenticationHeaderValue?> AskAsync(string challenge, RegistryCredential? credential, CancellationToken cancellation)
    {
        var parameters = Parameter().Matches(challenge).ToLookup(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.OrdinalIgnoreCase);
        if (!Uri.TryCreate(parameters["realm"].FirstOrDefault(), UriKind.Absolute, out var address) || !IsTrusted(address))
            return null;
        var scope = parameters["scope"].FirstOrDefault() ?? $"repository:{repository}:pull";
        var service = parameters["service"].FirstOrDefault() ?? "";
        using var request = credential is { IsToken: true }
            ? new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string>
                {
                    ["grant_type"] = "refresh_token",
                    ["refresh_token"] = credential.Secret,
                    ["client_id"] = "yocto-sdk",
                    ["service"] = service,
                    ["scope"] = scope,
                }),
            }
            : new HttpRequestMessage(HttpMethod.Get, new UriBuilder(address)
            {
                Query = $"{address.Query.TrimStart('?')}&service={Uri.EscapeDataString(service)}&scope={Uri.EscapeDataString(scope)}".TrimStart('&'),
            }.Uri)
            {
                Headers = { Authorization = credential is null ? null : Basic(credential) },
            };
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest)
            return null;
        if (!answer.IsSuccessStatusCode)
            throw RegistryException.Of(answer, time);
        await answer.Content.LoadIntoBufferAsync(LargestAnswer, cancellation);
        return TokenIn(await answer.Content.ReadAsByteArrayAsync(cancellation)) is { Length: > 0 } token
            ? new AuthenticationHeaderValue("Bearer", token)
            : throw new RegistryException(RegistryFailure.Unreachable, $"{address.Host}, which it asks for a token, gives none.");
    }

    /// <summary>Null when there is none, or none that can be sent.</summary>
    private static string? TokenIn(byte[] answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return Text("token") ?? Text("access_token");

            string? Text(string name) => json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty(name, out var value) && value is { ValueKind: JsonValueKind.String }
                && value.GetString() is { } text && text.All(c => c is > ' ' and <= '~') ? text : null;
        }
        // no JSON, or half a pair of surrogates in it
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // the login goes there; only a registry of this machine may send it to another server of this machine
    private bool IsTrusted(Uri address) =>
        address.IsLoopback ? RegistryAddress.Of(host).IsLoopback : address.Scheme == Uri.UriSchemeHttps;

    private static AuthenticationHeaderValue Basic(RegistryCredential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.User}:{credential.Secret}")));

    [GeneratedRegex("([a-zA-Z]+)=\"([^\"]*)\"")]
    private static partial Regex Parameter();
}

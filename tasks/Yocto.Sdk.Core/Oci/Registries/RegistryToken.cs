using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Yocto.Sdk.Oci.Registries;

/// <summary>What a registry requires before it answers: nothing, the login itself, or a token that another server issues for it.</summary>
internal sealed partial class RegistryToken(HttpClient http, string host, string repository, RegistryCredentials credentials)
{
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
        var parameters = Parameter().Matches(challenge).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.OrdinalIgnoreCase);
        if (!parameters.TryGetValue("realm", out var realm) || !Uri.TryCreate(realm, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback))
            return null;
        var scope = parameters.GetValueOrDefault("scope") ?? $"repository:{repository}:pull";
        var service = parameters.GetValueOrDefault("service") ?? "";
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
        using var answer = await http.SendAsync(request, cancellation);
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest)
            return null;
        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellation));
        return (Text("token") ?? Text("access_token")) is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;

        string? Text(string name) => json.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    private static AuthenticationHeaderValue Basic(RegistryCredential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.User}:{credential.Secret}")));

    [GeneratedRegex("([a-zA-Z]+)=\"([^\"]*)\"")]
    private static partial Regex Parameter();
}

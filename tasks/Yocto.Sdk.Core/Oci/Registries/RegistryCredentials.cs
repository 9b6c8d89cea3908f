using System.Text;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Oci.Registries;

/// <summary>A user's name and password, or an identity token (then the name is <c>&lt;token&gt;</c>, as in Docker's helpers).</summary>
internal sealed record RegistryCredential(string User, string Secret)
{
    public bool IsToken => User == "<token>";
}

/// <summary>The user's logins, where <c>podman login</c> and <c>docker login</c> keep them.</summary>
/// <param name="files">Those that exist are asked in this order.</param>
internal sealed class RegistryCredentials(IReadOnlyList<string> files)
{
    /// <summary>The places of containers-auth.json(5), then Docker's.</summary>
    public static RegistryCredentials OfUser()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new RegistryCredentials([.. new[]
        {
            Environment.GetEnvironmentVariable("REGISTRY_AUTH_FILE"),
            In(Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), "containers/auth.json"),
            In(Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") ?? Path.Combine(home, ".config"), "containers/auth.json"),
            In(Environment.GetEnvironmentVariable("DOCKER_CONFIG") ?? Path.Combine(home, ".docker"), "config.json"),
        }.OfType<string>()]);

        static string? In(string? folder, string file) => string.IsNullOrEmpty(folder) ? null : Path.Combine(folder, file);
    }

    /// <summary>Null when the user has not logged in there.</summary>
    public async Task<RegistryCredential?> FindAsync(string registry, string repository, CancellationToken cancellation)
    {
        foreach (var file in files.Where(File.Exists))
        {
            using var json = Read(file);
            try
            {
                if (json is not null && await FindAsync(json.RootElement, registry, repository, cancellation) is { } credential)
                    return credential;
            }
            catch (InvalidOperationException)
            {
                // half a pair of surrogates is JSON, but no text
            }
        }

        return null;
    }

    private static async Task<RegistryCredential?> FindAsync(
        JsonElement json, string registry, string repository, CancellationToken cancellation)
    {
        // the longest prefix of the repository wins, as podman has it; Docker Hub's entry bears its first address
        string[] keys = [.. Prefixes($"{registry}/{repository}"), $"https://{registry}",
            .. registry == "docker.io" ? (string[])["https://index.docker.io/v1/", "index.docker.io"] : []];
        foreach (var key in keys)
        {
            if (Text(Member(Member(json, "credHelpers"), key)) is { } helper && await AskAsync(helper, key, cancellation) is { } helped)
                return helped;
            if (Member(Member(json, "auths"), key) is not { } entry)
                continue;
            if (Decode(entry) is { } stored)
                return stored;
            if (Text(Member(json, "credsStore")) is { } store && await AskAsync(store, key, cancellation) is { } kept)
                return kept;
        }

        return null;
    }

    private static IEnumerable<string> Prefixes(string name)
    {
        for (var prefix = name; ; prefix = prefix[..prefix.LastIndexOf('/')])
        {
            yield return prefix;
            if (!prefix.Contains('/'))
                yield break;
        }
    }

    private static RegistryCredential? Decode(JsonElement entry)
    {
        if (Text(Member(entry, "identitytoken")) is { } identity)
            return new RegistryCredential("<token>", identity);
        if (Text(Member(entry, "auth")) is not { } encoded)
            return null;
        try
        {
            var decoded = Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
            var colon = decoded.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? null : new RegistryCredential(decoded[..colon], decoded[(colon + 1)..].TrimEnd('\0'));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Asks a credential helper (docker-credential-helpers' protocol); one that is missing or knows nothing has no answer.</summary>
    private static async Task<RegistryCredential?> AskAsync(string helper, string server, CancellationToken cancellation)
    {
        try
        {
            var answer = await Cli.Wrap($"docker-credential-{helper}")
                .WithArguments("get")
                .WithStandardInputPipe(PipeSource.FromString(server))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellation);
            if (answer.ExitCode != 0)
                return null;
            using var json = JsonDocument.Parse(answer.StandardOutput);
            return Text(Member(json.RootElement, "Username")) is { } user && Text(Member(json.RootElement, "Secret")) is { } secret
                ? new RegistryCredential(user, secret)
                : null;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or JsonException)
        {
            return null;
        }
    }

    // docker and podman write null, and people write anything
    private static JsonElement? Member(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } it && it.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement? json) =>
        json is { ValueKind: JsonValueKind.String } it && it.GetString() is { Length: > 0 } text ? text : null;

    private static JsonDocument? Read(string file)
    {
        try
        {
            return JsonDocument.Parse(SmallFile.ReadText(file));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Testing.Containers;

namespace Yocto.Sdk.Packed.Tests;

/// <summary>What the user keeps secret, no command leaves where another account can read it.</summary>
public sealed class SecretTests(PackedSdk sdk) : IDisposable
{
    // of this run alone: the disk is searched for it
    private static readonly string _mark = $"s3cr3t-{Guid.NewGuid():N}";

    private static readonly string _urlLogin = $"{_mark}-of-the-url";
    private static readonly string _token = $"{_mark}-of-the-token";
    private static readonly string _proxy = $"{_mark}-of-the-proxy";
    private static readonly string _registry = $"{_mark}-of-the-registry";
    private static readonly string _compose = $"{_mark}-of-compose";
    private static readonly string _property = $"{_mark}-of-a-property";

    private readonly TemporaryFolder _upstream = new();

    [Fact]
    public async Task No_command_leaves_a_secret_where_another_account_can_read_it()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can look at the disk as another account");
        using var user = await UserFolder.CreateAsync(sdk);
        // as a project and a home are on a machine with several accounts
        foreach (var folder in (string[])[user.Path, user.Home])
            File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        using var git = await GitAsync();
        using var registry = RegistryWithLogin(out var image);
        Hide(user.Write("home/.docker/config.json", JsonSerializer.Serialize(new
        {
            auths = new Dictionary<string, object> { [registry.Host] = new { auth = Base64($"me:{_registry}") } },
        })));
        Hide(user.Write("shop/password.txt", _compose));
        Hide(user.Write("shop/.env", $"PASSWORD={_compose}\n"));
        user.Write("shop/docker-compose.yml", $$"""
            services:
              till:
                image: {{image}}
                env_file: .env
                secrets: [password]
            secrets:
              password:
                file: ./password.txt
            """);
        user.Device(
            "<YoctoRelease>scarthgap</YoctoRelease><Machine>qemuarm64</Machine><YoctoContainerEngine Condition=\"'$(Product)' == 'true'\">podman</YoctoContainerEngine><Image>core-image-minimal</Image>",
            $"""
            <YoctoLayerRepository Include="meta-product" Url="http://me:{_urlLogin}@{git.Host}/meta-product" />
                <YoctoLayer Include="meta-product" />
                <YoctoLayer Include="layers/meta-containers/" />
                <YoctoContainer Include="{image}" Condition="'$(Product)' == 'true'" />
                <YoctoCompose Include="shop/docker-compose.yml" Condition="'$(Product)' == 'true'" />
            """);
        ExtensionPoints.WriteContainerLayer(user);
        // the user's own file, with the login that the user wrote into it
        Hide(user["device.yoctoproj"]);
        (string, string?)[] environment =
        [
            ("GITHUB_TOKEN", _token), ("AWS_SECRET_ACCESS_KEY", _token), ("https_proxy", $"http://me:{_proxy}@127.0.0.1:9"), ("no_proxy", "localhost"),
        ];

        List<string> seen = [];
        foreach (var command in (string[])
            ["restore", "build -t:YoctoProduct -p:Product=true", "build", "publish", "build -t:YoctoUpdateLayers", "build -t:YoctoExportLayer -p:Product=true -p:YoctoExportDirectory=exported", "clean"])
        {
            var began = DateTime.UtcNow;
            var run = (await user.DotnetAsync($"{command} -p:ApiToken={_property}", "", environment)).Succeeded();
            Assert.DoesNotContain(_mark, run.Output.Replace(_property, "", StringComparison.Ordinal), StringComparison.Ordinal);
            seen.AddRange((await SeenByAnotherAccountAsync(began)).Select(f => $"{command}: {f}"));
        }

        Assert.True(seen.Count == 0, string.Join("\n", seen));
    }

    public void Dispose() => _upstream.Dispose();

    /// <summary>The files on the whole disk, written since then, that hold a secret and that the account nobody can read.</summary>
    private static async Task<IReadOnlyList<string>> SeenByAnotherAccountAsync(DateTime since)
    {
        var secrets = string.Join(' ', ((string[])[_mark, Base64($"me:{_registry}"), Base64($"me:{_urlLogin}")]).Select(s => $"-e '{s}'"));
        var found = await Cli.Wrap("setpriv")
            .WithArguments(["--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c", string.Create(CultureInfo.InvariantCulture,
                $"find / -xdev -path /proc -prune -o -path /sys -prune -o -type f -newermt '{since:yyyy-MM-dd HH:mm:ss.fff}Z' -readable -print0 2>/dev/null | xargs -0 -r grep -lF {secrets}")])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return [.. found.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(f => !f.EndsWith(".dll", StringComparison.Ordinal))];
    }

    private async Task<LoopbackGit> GitAsync()
    {
        var repository = await UpstreamRepository.CreateAsync(_upstream["git/meta-product"], "scarthgap");
        await repository.CommitAsync("meta-product: first", ("conf/layer.conf", UpstreamRepository.LayerConf("product")));
        return new LoopbackGit(_upstream["git"], "me", _urlLogin);
    }

    private LoopbackRegistry RegistryWithLogin(out string image)
    {
        var layout = new OciLayout(_upstream["layout"]);
        var digest = OciLayout.DigestOf(layout.AddImage("arm64", new Dictionary<string, byte[]> { ["bin/till"] = "till"u8.ToArray() }));
        var registry = new LoopbackRegistry(layout, "till") { Login = ("me", _registry) };
        image = $"{registry.Repository}@{digest}";
        return registry;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static void Hide(string file) => File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
}

using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Yocto.Sdk.Checks;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Emulator;
using Yocto.Sdk.Flash;
using Yocto.Sdk.Language;
using Yocto.Sdk.Materials;
using Yocto.Sdk.Metadata;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Oci.Registries;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Containers.Compose;
using Yocto.Sdk.Product.Containers.Quadlet;
using Yocto.Sdk.Product.Updates;
using Yocto.Sdk.Project;
using Yocto.Sdk.Tests.Layers;

namespace Yocto.Sdk.Tests.Fuzz;

/// <summary>Every parser of what others write.</summary>
internal static class FuzzTargets
{
    private static readonly string[] _conf = ["=", " = \"", "?=", "??=", ":=", "+=", ".=", ":append", "_remove", ":prepend", "require ", "include ", "inherit ", "${", "}", "\\\n", "() {\n", "python "];

    private static readonly string[] _json = ["{", "}", "[", "]", ":", ",", "\"", "null", "true", "1", "{}", "[]", "\"\\ud800\"", "\\u0000"];

    private static readonly string[] _yaml = ["image: ", "services:", "<<: ", "&a ", "*a", "!!str ", "? ", "- ", ": ", "---\n", "...\n", "|\n", ">-\n", "{", "}", "[", "]", "%YAML 1.2\n", "'", "\"", " #"];

    private static readonly string[] _oci = [.. _json, "mediaType", "digest", "size", "config", "layers", "manifests", "annotations", "platform", "RepoTags", "Layers", "Config",
        OciMediaTypes.Index, OciMediaTypes.Manifest, OciMediaTypes.DockerManifest, $"sha256:{new string('0', 64)}"];

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("layer-conf", [.. _conf, "BBFILE_COLLECTIONS", "LAYERDEPENDS_a", "LAYERSERIES_COMPAT_a", "BBPATH", "${LAYERDIR}/"], LayerConf),
        new("conf", [.. _conf, "MACHINE", "DISTRO", "TUNE_FEATURES", "DEFAULTTUNE", "MACHINEOVERRIDES", "require conf/machine/a.conf\n", "include ${A}\n"], Conf),
        new("lock-file", [.. _json, "version", "repositories", "url", "branch", "tag", "commit"], LockFile),
        new("compose", [.. _yaml, "build: ", "env_file: ", "volumes: ", "source: ", "secrets:", "file: ", "./a:/b"], Compose),
        new("kubernetes", [.. _yaml, "containers:", "spec:"], Kubernetes),
        new("quadlet", ["[Container]\n", "[Install]\n", "Image=", "Yaml=", "=", "\n", "../", "/"], Quadlet),
        new("oci-manifest", _oci, Manifest),
        new("oci-layout", _oci, Layout),
        new("oci-archive", [.. _oci, "ustar\0" + "00", "ustar  \0", "77777777777", "00000000000", " size=9\n", " path=a\n", "\0\0\0\0\0\0\0\0"], Archive),
        new("registry", [.. _json, "realm=\"https://a/\"", "service=\"", "scope=\"", "token", "access_token", "Bearer ", "\n"], Answer),
        new("auth-json", [.. _json, "auths", "registry.example", "auth", "identitytoken", "credsStore", "credHelpers"], Credentials),
        new("qemuboot-conf", ["[config_bsp]\n", "qb_mem = ", "qb_machine = ", "qb_opt_append = ", "qb_default_kernel = ", "qb_rootfs_opt = ", "@ROOTFS@", "none", "=", "\n\t"], QemuBoot),
        new("partition-table", [], Partitions),
        new("certificate", ["-----BEGIN CERTIFICATE-----\n", "-----END CERTIFICATE-----\n", "-----BEGIN PRIVATE KEY-----\n", "-----BEGIN EC PRIVATE KEY-----\n", "-----END PRIVATE KEY-----\n"], Certificate),
        new("http", ["### ", "GET ", "POST ", "http://device", ":8080", "HTTP 200", "HTTP/1.1 404", ": ", "\n\n", "Content-Type", "Content-Length"], Http),
        new("deps-json", [.. _json, "runtimeTarget", "name", "targets", "libraries", "dependencies", "type", "package", "runtimepack", "sha512", "sha512-", "/1.0.0"], Dependencies),
        new("block-map", ["<bmap>", "<Range>", "</Range>", "<BlockSize>", "<ImageSize>", "-", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "chksum=\""], Map),
    ];

    private static string LayerConf(FuzzInput input)
    {
        var conf = new LayerConf(input.Text);
        return Of(conf.IncludesOthers, conf.CoreNames.Count, conf.SearchedFolders.Count, conf.Collections.Take(3).Select(collection =>
            Of(conf.SeriesOf(collection)?.Count ?? -1, conf.PriorityOf(collection) is null, conf.DependenciesOf(collection).Count)));
    }

    private static string Conf(FuzzInput input)
    {
        Directory.CreateDirectory(Path.Combine(input.Folder, "conf/machine"));
        File.WriteAllBytes(Path.Combine(input.Folder, "conf/machine/a.conf"), input.Bytes);
        var facts = MachineFacts.Of($"MACHINE = \"a\"\n{input.Text}", new LayerMetadata(TestLayers.Of(TestLayers.Core(input.Folder))));
        return Of(facts.Architecture, facts.CLibrary.Length > 8, facts.RuntimeIdentifier);
    }

    private static string LockFile(FuzzInput input)
    {
        var locked = Sdk.Layers.LockFile.Read(input.File)!;
        File.WriteAllText(input.File, locked.ToJson());
        Assert.Equal(locked.ToJson(), Sdk.Layers.LockFile.Read(input.File)!.ToJson());
        return Of(locked.Repositories.Count);
    }

    private static string Compose(FuzzInput input)
    {
        var (file, problems) = ComposeFile.Read(input.File, null);
        return Of(problems.Select(p => p.Code).Distinct(), file!.Files.Count, Renamed(file.Path, file.Text, file.Images));
    }

    private static string Kubernetes(FuzzInput input)
    {
        File.WriteAllText(Path.Combine(input.Folder, "a.kube"), "[Kube]\nYaml=input\n");
        var file = QuadletFile.Read(Path.Combine(input.Folder, "a.kube"), null);
        return Renamed(file.Yaml!.File, file.Yaml.Text, file.Images);
    }

    /// <summary>With each image preloaded: its names on the device are at the right places, or that is an error.</summary>
    private static string Renamed(string file, string text, IReadOnlyList<ImageUse> uses)
    {
        PreloadedImage[] images = [.. uses.Where(u => u.Reference is not null)
            .Select(u => new PreloadedImage("a", u.Reference!.Name, "sha256:0", "/a", u.Reference.ToString(), u.Reference.Digest))];
        var renamed = YamlText.Rename(file, text, uses, images);
        return Of(uses.Count, images.Length, renamed == text);
    }

    private static string Quadlet(FuzzInput input)
    {
        var outcome = "";
        foreach (var kind in (string[])[".container", ".kube", ".network"])
        {
            var path = Path.Combine(input.Folder, $"a{kind}");
            File.WriteAllBytes(path, input.Bytes);
            try
            {
                var file = QuadletFile.Read(path, null);
                outcome += Of(file.Images.Count, file.Starts, file.Yaml is null, ImageUse.Rewrite(file.Text, file.Yaml is null ? file.Images : [], []).Length == file.Text.Length);
            }
            catch (YoctoException e)
            {
                outcome += e.Diagnostics[0].Code;
            }
        }

        return outcome;
    }

    private static string Manifest(FuzzInput input)
    {
        try
        {
            var index = ContainerImage.IndexOf(input.Bytes);
            if (index is not null)
                return Of(index.Count, PlatformChoice.Of(index, new ImagePlatform("arm64")) is null, PlatformChoice.Names(index).Length > 20);
            var image = new ContainerImage(ContainerImage.ToOci(input.Bytes), null, _ => input.File);
            return Of(image.Layers.Count, image.Config.MediaType.Length, image.ReadPlatform());
        }
        // what their caller makes errors of
        catch (Exception e) when (e is ImageUnusableException or JsonException)
        {
            return Short(e);
        }
    }

    private static string Dependencies(FuzzInput input)
    {
        try
        {
            var packages = DotnetPackages.OfDependencies(input.Bytes).Packages;
            return Of(packages.Count, packages.Select(p => new NuGetFolders([]).Of(p, "a", packages).Purl?.Length));
        }
        // what their caller passes over
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Short(e);
        }
    }

    private static string Layout(FuzzInput input)
    {
        // the same document in every place; a blob's name is what an index of the corpus has
        var layout = Path.Combine(input.Folder, "layout");
        Directory.CreateDirectory(Path.Combine(layout, "blobs/sha256"));
        var text = input.Text;
        var name = text.StartsWith('[') ? "manifest.json" : "index.json";
        File.Delete(Path.Combine(layout, "index.json"));
        foreach (var file in (string[])[name, $"blobs/sha256/{new string('0', 64)}", "c.json"])
            File.WriteAllBytes(Path.Combine(layout, file), input.Bytes);
        return OutcomeOf(() => new ImageFolder(layout).ReadAsync(new ImagePlatform("arm64"), default));
    }

    private static string Archive(FuzzInput input)
    {
        var folder = Path.Combine(input.Folder, "unpacked");
        Directory.CreateDirectory(folder);
        try
        {
            return OutcomeOf(async () =>
            {
                await ImageArchive.UnpackAsync(input.File, folder, default);
                return await new ImageFolder(folder).ReadAsync(new ImagePlatform("arm64"), default);
            });
        }
        finally
        {
            Assert.Empty(Directory.EnumerateFileSystemEntries(input.Folder).Select(Path.GetFileName).Except(["input", "unpacked"]));
            Sdk.Files.FolderTree.Remove(folder);
        }
    }

    private static string OutcomeOf(Func<Task<ContainerImage>> read)
    {
        try
        {
            var image = read().GetAwaiter().GetResult();
            var platform = image.ReadPlatform();
            return Of(image.Layers.Count, image.Name?.Length, platform, UnpackedSize.OfAsync(image, default).GetAwaiter().GetResult() > 100_000);
        }
        catch (ImageUnusableException e)
        {
            return Short(e);
        }
        // a layer of the layout that is not there is noticed when the archive is written
        catch (FileNotFoundException)
        {
            return "no such file";
        }
    }

    private static string Answer(FuzzInput input)
    {
        var text = input.Text;
        var line = text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? end : text.Length;
        using var http = new HttpClient(new Answers(text[..line], text[line..]));
        var cache = Path.Combine(input.Folder, "cache");
        try
        {
            Sdk.Files.FolderTree.Remove(cache);
            new RegistryImages(http, new RegistryCredentials([]), new BlobCache(cache), _ => { }, new Testing.InstantTime())
                .FetchAsync(ImageReference.TryParse($"registry.example/a@{ContainerImage.DigestOf(Encoding.UTF8.GetBytes(text[line..]))}")!, new ImagePlatform("arm64"), default).GetAwaiter().GetResult();
            return "";
        }
        catch (Exception e) when (e is RegistryException or ImageUnusableException)
        {
            return Short(e);
        }
    }

    private static string Credentials(FuzzInput input)
    {
        var found = new RegistryCredentials([input.File]).FindAsync("registry.example", "acme/app", default).GetAwaiter().GetResult();
        return Of(found?.IsToken, found?.Secret.Length > 0);
    }

    private static string QemuBoot(FuzzInput input)
    {
        var conf = QemuBootConf.Read(input.File);
        var outcome = Of(conf.Variables.Count);
        foreach (var type in (string[])["ext4", "wic"])
        {
            var machine = new QemuMachine(conf, input.File, type, "tcg", Snapshot: true, [new PortForward(2222, 22, "tcp")]);
            outcome += Of(machine.Program.Length, machine.Arguments.Count);
        }

        return outcome;
    }

    private static string Partitions(FuzzInput input) => Of(PartitionTable.FirstLinuxPartition(input.File));

    private static string Certificate(FuzzInput input)
    {
        var (key, problems) = SigningKey.Read(new Setting(input.File), new Setting(input.File));
        var (roots, others) = SigningKey.ReadRoots(new Setting(input.File));
        var made = SigningKey.ForDevelopment(input.File).Made();
        return Of(key?.Chain.Count, problems.Select(p => p.Code), roots?.Count, others.Select(p => p.Code), made.Chain.Count);
    }

    private static string Http(FuzzInput input)
    {
        var probes = HttpFile.Parse(input.Text, input.File, "a.http");
        foreach (var probe in probes)
        {
            using var request = DeviceCheckRun.RequestOf(probe, new Uri("http://127.0.0.1:1/"));
            _ = request.ToString();
        }

        DeviceCheckResult[] results = [.. probes.Select(p => new DeviceCheckResult(p, CheckOutcome.Failed, p.Body, DateTime.UnixEpoch, TimeSpan.Zero))];
        TrxReport.WriteAsync(Path.Combine(input.Folder, "a.trx"), "a", results, default).GetAwaiter().GetResult();
        _ = System.Xml.Linq.XDocument.Load(Path.Combine(input.Folder, "a.trx"));
        return Of(probes.Count, probes.Select(p => p.Headers.Count).DefaultIfEmpty().Max(), probes.Select(p => p.Contents.Count).DefaultIfEmpty().Max());
    }

    private static string Map(FuzzInput input)
    {
        const long size = 1 << 20;
        var parts = BlockMap.Read(input.File, size);
        Assert.All(parts, p => Assert.True(p.Start >= 0 && p.Length > 0 && p.Start + p.Length <= size));
        return Of(parts.Count);
    }

    private static string Of(params object?[] facts) => string.Join(' ', facts.Select(f => f switch
    {
        int number => Math.Min(number, 20).ToString(CultureInfo.InvariantCulture),
        IEnumerable<string> texts => string.Join(',', texts),
        _ => f?.ToString() is { Length: < 40 } text ? text : "…",
    }));

    // without the numbers and names in it
    private static string Short(Exception e) => $"{e.GetType().Name} {e.InnerException?.GetType().Name} {new string([.. e.Message.Take(25).Where(char.IsLetter)])}";

    /// <summary>A registry that asks for a token, and answers everything in the same way.</summary>
    private sealed class Answers(string challenge, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isAsked = request.RequestUri!.Host == "registry.example" && request.Headers.Authorization is null;
            var answer = new HttpResponseMessage(isAsked ? HttpStatusCode.Unauthorized : HttpStatusCode.OK) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
            if (isAsked)
                answer.Headers.TryAddWithoutValidation("WWW-Authenticate", challenge.ReplaceLineEndings(" "));
            return Task.FromResult(answer);
        }
    }
}

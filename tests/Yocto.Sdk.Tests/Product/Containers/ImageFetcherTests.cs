using System.Formats.Tar;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Oci.Registries;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Testing.Containers;

namespace Yocto.Sdk.Tests.Product.Containers;

public sealed class ImageFetcherTests : IDisposable
{
    private static readonly Dictionary<string, byte[]> _files = new() { ["bin/hello"] = "hello"u8.ToArray() };
    private static readonly ImagePlatform _arm64 = new("arm64");
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly List<string> _status = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_OCI_layout_becomes_an_archive_under_its_name()
    {
        var layout = Layout();
        var image = layout.AddImage("arm64", _files);
        layout.Name(image, "localhost/hello:1");

        var container = await Prepare(layout.Folder);

        Assert.Equal("localhost/hello:1", container.Name);
        Assert.Equal(
            ["oci-layout", "index.json", "manifest.json", $"blobs/{Blob(OciLayout.DigestOf(image))}", .. BlobsOf(layout, image)],
            Entries(container.Archive).Keys);
        var index = JsonNode.Parse(Entries(container.Archive)["index.json"])!;
        Assert.Equal(OciLayout.DigestOf(image), (string?)index["manifests"]![0]!["digest"]);
        Assert.Equal("localhost/hello:1", (string?)index["manifests"]![0]!["annotations"]!["org.opencontainers.image.ref.name"]);
        Assert.Equal(ConfigOf(layout, image), container.Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_OCI_archive_gives_the_same_bytes_as_its_layout(bool gzip)
    {
        var layout = Layout();
        layout.Name(layout.AddImage("arm64", _files), "localhost/hello:1");
        var archive = layout.Archive(_folder["hello.oci.tar"], gzip);

        var ofLayout = await Prepare(layout.Folder);
        var ofArchive = await Prepare(archive);

        Assert.Equal(await File.ReadAllBytesAsync(ofLayout.Archive, Cancellation), await File.ReadAllBytesAsync(ofArchive.Archive, Cancellation));
    }

    [Fact]
    public async Task What_docker_save_wrote_becomes_an_OCI_archive()
    {
        var layer = OciLayout.Tar(_files);
        var config = Encoding.UTF8.GetBytes($$"""{"architecture":"arm64","os":"linux","rootfs":{"type":"layers","diff_ids":["{{OciLayout.Digest(layer)}}"] } }""");
        var archive = _folder["saved.tar"];
        await File.WriteAllBytesAsync(archive, OciLayout.Tar(new Dictionary<string, byte[]>
        {
            ["0a/layer.tar"] = layer,
            ["c.json"] = config,
            ["manifest.json"] = """[{"Config":"c.json","RepoTags":["hello:1"],"Layers":["0a/layer.tar"]}]"""u8.ToArray(),
        }), Cancellation);

        var container = await Prepare(archive);

        Assert.Equal("localhost/hello:1", container.Name);
        Assert.Equal(OciLayout.Digest(config), container.Id);
        var entries = Entries(container.Archive);
        Assert.Equal(layer, entries[$"blobs/{Blob(OciLayout.Digest(layer))}"]);
        var manifest = JsonNode.Parse(entries.Values.ElementAt(3))!;
        Assert.Equal("application/vnd.oci.image.layer.v1.tar", (string?)manifest["layers"]![0]!["mediaType"]);
    }

    [Fact]
    public async Task An_archive_that_did_not_change_is_not_made_again()
    {
        var layout = Layout();
        layout.Name(layout.AddImage("arm64", _files), "localhost/hello:1");
        var archive = layout.Archive(_folder["hello.oci.tar"]);
        var first = await Prepare(archive);
        var written = File.GetLastWriteTimeUtc(first.Archive);

        Assert.Equal(first, await Prepare(archive));
        Assert.Equal(written, File.GetLastWriteTimeUtc(first.Archive));

        var other = Layout("other");
        other.Name(other.AddImage("arm64", new Dictionary<string, byte[]> { ["bin/hello"] = "bye"u8.ToArray() }), "localhost/hello:1");
        other.Archive(archive);

        Assert.NotEqual(first.Id, (await Prepare(archive)).Id);
    }

    [Fact]
    public async Task The_project_can_name_an_image()
    {
        var layout = Layout();
        layout.Name(layout.AddImage("arm64", _files));

        Assert.Equal("localhost/mine:2", (await Prepare(layout.Folder, name: "mine:2")).Name);
    }

    [Fact]
    public async Task An_image_without_a_name_needs_one()
    {
        var layout = Layout();
        layout.Name(layout.AddImage("arm64", _files), "latest");

        Assert.Equal("YOCTO5310: The image in 'layout' has no name. Give the item the metadata Name, for example localhost/hello:1.",
            await Problem(Prepare(layout.Folder, text: "layout")));
    }

    [Fact]
    public async Task An_image_for_another_machine_is_refused()
    {
        var layout = Layout();
        layout.Name(layout.AddImage("amd64", _files), "localhost/hello:1");

        Assert.Equal("YOCTO5309: The image 'layout' is for linux/amd64, but the machine 'board' runs linux/arm64. Use an image for that platform, or set the metadata Platform.",
            await Problem(Prepare(layout.Folder, text: "layout")));
    }

    [Fact]
    public async Task Several_images_in_one_archive_are_refused()
    {
        var layout = Layout();
        layout.Name(layout.AddImage("arm64", _files), "localhost/a:1").Name(layout.AddImage("arm64", _files), "localhost/b:1");

        Assert.Equal("YOCTO5308: The image 'layout' can't be preloaded: it contains several images: localhost/a:1, localhost/b:1. Save each to its own archive.", await Problem(Prepare(layout.Folder, text: "layout")));
    }

    [Fact]
    public async Task A_damaged_part_of_an_image_is_noticed()
    {
        var layout = Layout();
        var image = layout.AddImage("arm64", _files);
        layout.Name(image, "localhost/hello:1");
        var part = layout[LayerOf(layout, image)];
        var content = await File.ReadAllBytesAsync(part, Cancellation);
        content[^1] ^= 1;
        await File.WriteAllBytesAsync(part, content, Cancellation);

        Assert.Equal($"YOCTO5308: The image 'layout' can't be preloaded: its blob {LayerOf(layout, image)} is damaged.",
            await Problem(Prepare(layout.Folder, text: "layout")));
    }

    [Fact]
    public async Task An_image_archive_that_is_no_tar_file_is_refused() =>
        Assert.Equal("YOCTO5308: The image 'hello.tar' can't be preloaded: it is not a tar file, or it is damaged.",
            await Problem(Prepare(_folder.Write("hello.tar", new string('x', 2000)), text: "hello.tar")));

    [Theory]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("""[{"Config":null,"Layers":[]}]""")]
    [InlineData("""[{"Config":"c.json","Layers":[null]}]""")]
    [InlineData("""[{"Config":"c.json","Config":"c.json","Layers":[]}]""")]
    [InlineData("""[{"Config":"a\u0000b","Layers":[]}]""")]
    [InlineData("""[{"Config":"../c.json","Layers":[]}]""")]
    [InlineData("""[{"Config":"c.json","Layers":["."]}]""")]
    public async Task An_odd_manifest_of_docker_save_is_the_images_fault(string manifest)
    {
        var archive = _folder["saved.tar"];
        await File.WriteAllBytesAsync(archive, OciLayout.Tar(new Dictionary<string, byte[]>
        {
            ["c.json"] = "[]"u8.ToArray(),
            ["manifest.json"] = Encoding.UTF8.GetBytes(manifest),
        }), Cancellation);

        Assert.StartsWith("YOCTO5308: ", await Problem(Prepare(archive, name: "mine:2")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"manifests":[null]}""")]
    [InlineData("""{"manifests":[{}]}""")]
    [InlineData("""{"manifests":[{"mediaType":"a","digest":"b","size":1}]}""")]
    [InlineData("""{"manifests":[{"mediaType":"a","digest":"sha256:../../etc","size":1}]}""")]
    [InlineData("""{"manifests":[{"mediaType":"a","digest":"sha256:ZERO","size":-1}]}""")]
    [InlineData("""{"manifests":""")]
    [InlineData("[]")]
    public async Task An_odd_index_of_a_layout_is_the_images_fault(string index)
    {
        _folder.Write("layout/index.json", index.Replace("ZERO", new string('0', 64), StringComparison.Ordinal));

        Assert.StartsWith("YOCTO5308: ", await Problem(Prepare(_folder["layout"])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Indexes_that_name_each_other_many_times_end_at_once()
    {
        var layout = Layout();
        var inner = layout.AddIndex(OciLayout.Index, [.. Enumerable.Repeat(layout.AddImage("arm64", _files), 100)]);
        for (var i = 0; i < 5; i++)
            inner = layout.AddIndex(OciLayout.Index, [.. Enumerable.Repeat(WithType(inner), 100)]);
        layout.Name(WithType(inner), "localhost/hello:1");

        Assert.Equal("YOCTO5308: The image 'layout' can't be preloaded: it has more than 10000 manifests.", await Problem(Prepare(layout.Folder, text: "layout")));

        static JsonObject WithType(JsonObject index) => (JsonObject)index.DeepClone();
    }

    [Fact]
    public async Task A_layout_does_not_bring_files_from_elsewhere_by_a_link()
    {
        var layout = Layout();
        var image = layout.AddImage("arm64", _files);
        layout.Name(image, "localhost/hello:1");
        var layer = layout[LayerOf(layout, image)];
        File.Move(layer, _folder["elsewhere"]);
        File.CreateSymbolicLink(layer, _folder["elsewhere"]);

        Assert.StartsWith("YOCTO5308: The image 'layout' can't be preloaded: it refers to a file outside of it: ", await Problem(Prepare(layout.Folder, text: "layout")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tar_file_that_claims_more_than_it_has_takes_no_memory()
    {
        // a header of extended attributes, and a file, of 8 GiB less one byte each
        foreach (var type in (char[])['x', 'g', 'L', 'K', '0'])
        {
            var tar = OciLayout.Tar(new Dictionary<string, byte[]> { ["index.json"] = "{}"u8.ToArray() });
            tar[156] = (byte)type;
            "77777777777"u8.CopyTo(tar.AsSpan(124));
            "        "u8.CopyTo(tar.AsSpan(148));
            Encoding.ASCII.GetBytes(Convert.ToString(tar[..512].Sum(b => b), 8).PadLeft(6, '0') + "\0 ").CopyTo(tar.AsSpan(148));
            var archive = _folder[$"{(int)type}.tar"];
            await File.WriteAllBytesAsync(archive, tar, Cancellation);

            Assert.Equal("YOCTO5308: The image 'x.tar' can't be preloaded: it is not a tar file, or it is damaged.", await Problem(Prepare(archive, text: "x.tar")));
        }
    }

    [Theory]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "a")]
    public async Task A_tar_file_with_a_file_in_a_file_is_the_images_fault(string first, string second)
    {
        var archive = _folder["x.tar"];
        await File.WriteAllBytesAsync(archive, [.. OciLayout.Tar(new Dictionary<string, byte[]> { [first] = [1] })[..^1024].SkipWhile((_, i) => first.Contains('/') && i < 512), .. OciLayout.Tar(new Dictionary<string, byte[]> { [second] = [2] }).SkipWhile((_, i) => second.Contains('/') && i < 512)], Cancellation);

        Assert.StartsWith($"YOCTO5308: The image 'x.tar' can't be preloaded: its file {second} can't be unpacked: ", await Problem(Prepare(archive, text: "x.tar")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_gives_the_manifest_of_the_machine_once_and_then_the_cache_does()
    {
        var layout = Layout();
        var arm64 = layout.AddImage("arm64", _files);
        var index = layout.AddIndex(OciLayout.Index, layout.AddImage("amd64", _files), arm64);
        ImageReference reference;
        PreloadedImage first;
        using (var registry = new LoopbackRegistry(layout, "acme/hello"))
        {
            reference = ImageReference.TryParse($"{registry.Repository}:1@{OciLayout.DigestOf(index)}")!;
            first = await Prepare(reference);
            Assert.Equal(
            [
                $"GET manifests/{OciLayout.DigestOf(index)}", $"GET manifests/{OciLayout.DigestOf(arm64)}",
                .. new[] { LayerOf(layout, arm64), ConfigOf(layout, arm64) }.Select(d => $"GET blobs/{d}").Order(),
            ], [.. registry.Requests.Take(2), .. registry.Requests.Skip(2).Order()]);
            Assert.Equal([$"Fetching {reference}"], _status);
        }

        Assert.Equal($"{reference.Registry}/acme/hello:1", first.Name);
        Assert.Equal(ConfigOf(layout, arm64), first.Id);
        File.Delete(first.Archive);
        Assert.Equal(first, await Prepare(reference));
    }

    [Fact]
    public async Task A_machine_with_ARMv7_gets_the_newest_variant_that_it_runs()
    {
        var layout = Layout();
        var v6 = layout.AddImage("arm", _files, variant: "v6");
        var index = layout.AddIndex(OciLayout.Index,
            layout.AddImage("arm", _files, variant: "v5"), v6, layout.AddImage("arm", _files, variant: "v8"), layout.AddImage("arm64", _files));
        using var registry = new LoopbackRegistry(layout, "hello");

        var container = await Prepare(
            ImageReference.TryParse($"{registry.Repository}@{OciLayout.DigestOf(index)}")!, new ImagePlatform("arm", "v7"));

        Assert.Equal(ConfigOf(layout, v6), container.Id);
    }

    [Fact]
    public async Task An_image_of_Dockers_own_format_gets_OCI_media_types()
    {
        var layout = Layout();
        var image = layout.AddImage("arm64", _files, mediaType: OciLayout.DockerManifest);
        var index = layout.AddIndex(OciLayout.DockerIndex, image);
        using var registry = new LoopbackRegistry(layout, "hello");

        var container = await Prepare(ImageReference.TryParse($"{registry.Repository}@{OciLayout.DigestOf(index)}")!);

        var manifest = JsonNode.Parse(Entries(container.Archive).Values.ElementAt(3))!;
        Assert.Equal(OciLayout.Manifest, (string?)manifest["mediaType"]);
        Assert.Equal("application/vnd.oci.image.config.v1+json", (string?)manifest["config"]!["mediaType"]);
        Assert.Equal("application/vnd.oci.image.layer.v1.tar+gzip", (string?)manifest["layers"]![0]!["mediaType"]);
        Assert.Equal(LayerOf(layout, image), (string?)manifest["layers"]![0]!["digest"]);
    }

    [Fact]
    public async Task Answers_of_a_registry_that_break_off_are_asked_for_again()
    {
        var layout = Layout();
        var image = layout.AddImage("arm64", _files);
        using var registry = new LoopbackRegistry(layout, "hello") { Broken = 2 };

        var container = await Prepare(ImageReference.TryParse($"{registry.Repository}@{OciLayout.DigestOf(image)}")!);

        Assert.Equal(ConfigOf(layout, image), container.Id);
        Assert.Equal(0, registry.Broken);
    }

    [Fact]
    public async Task A_registry_that_asks_for_a_login_gets_the_users()
    {
        var layout = Layout();
        var image = layout.AddImage("arm64", _files);
        using var registry = new LoopbackRegistry(layout, "acme/hello") { Login = ("me", "s3cret") };
        var reference = ImageReference.TryParse($"{registry.Repository}@{OciLayout.DigestOf(image)}")!;
        var login = Convert.ToBase64String("me:s3cret"u8);
        var auth = _folder.Write("auth.json", $$"""{ "auths": { "{{registry.Host}}/acme": { "auth": "{{login}}" } } }""");

        Assert.Equal(ConfigOf(layout, image), (await Prepare(reference, auth: auth)).Id);
    }

    [Theory]
    [InlineData("me:wrong")]
    [InlineData(null)]
    public async Task A_registry_that_refuses_is_named_without_the_secret(string? login)
    {
        var layout = Layout();
        var image = layout.AddImage("arm64", _files);
        using var registry = new LoopbackRegistry(layout, "hello") { Login = ("me", "s3cret") };
        var reference = ImageReference.TryParse($"{registry.Repository}@{OciLayout.DigestOf(image)}")!;
        var auth = _folder.Write("auth.json", login is null ? "{}"
            : $$"""{ "auths": { "{{registry.Host}}": { "auth": "{{Convert.ToBase64String(Encoding.UTF8.GetBytes(login))}}" } } }""");

        Assert.Equal(
            $"YOCTO5306: The registry {registry.Host} requires a login for '{reference}': It answered 401 Unauthorized. Run 'podman login {registry.Host}' or 'docker login {registry.Host}' as the user who builds.",
            await Problem(Prepare(reference, auth: auth)));
    }

    [Fact]
    public async Task A_digest_that_the_registry_does_not_have_is_an_error()
    {
        using var registry = new LoopbackRegistry(Layout(), "hello");
        var digest = $"sha256:{new string('0', 64)}";
        var reference = ImageReference.TryParse($"{registry.Repository}@{digest}")!;

        Assert.Equal($"YOCTO5307: The registry {registry.Host} does not have '{reference}': It has no {digest} in hello.",
            await Problem(Prepare(reference)));
    }

    [Fact]
    public async Task A_registry_that_answers_with_something_else_is_not_believed()
    {
        var layout = Layout();
        var image = layout.AddImage("arm64", _files);
        await File.WriteAllTextAsync(layout[OciLayout.DigestOf(image)], "{}", Cancellation);
        using var registry = new LoopbackRegistry(layout, "hello");
        var reference = ImageReference.TryParse($"{registry.Repository}@{OciLayout.DigestOf(image)}")!;

        Assert.Equal($"YOCTO5305: The registry {registry.Host} did not provide '{reference}': It answered the request for {reference.Digest} with {OciLayout.Digest("{}"u8.ToArray())}. An image that was fetched before comes from the cache and needs no network.",
            await Problem(Prepare(reference)));
    }

    [Fact]
    public async Task An_image_that_has_nothing_for_the_machine_says_what_it_has()
    {
        var layout = Layout();
        var index = layout.AddIndex(OciLayout.Index, layout.AddImage("amd64", _files), layout.AddImage("arm", _files, variant: "v7"));
        using var registry = new LoopbackRegistry(layout, "hello");
        var reference = ImageReference.TryParse($"{registry.Repository}@{OciLayout.DigestOf(index)}")!;

        Assert.Equal($"YOCTO5308: The image '{reference}' can't be preloaded: it has no image for linux/arm64, only for linux/amd64, linux/arm/v7.",
            await Problem(Prepare(reference)));
    }

    [Fact]
    public async Task A_tag_is_refused_with_the_digest_that_it_has_now()
    {
        var layout = Layout();
        var image = layout.AddImage("arm64", _files);
        using var registry = new LoopbackRegistry(layout, "hello").Tag("1", OciLayout.DigestOf(image));

        var (request, problems) = await ReadAsync($"{registry.Repository}:1");

        Assert.Null(request);
        Assert.Equal([$"'{registry.Repository}:1' has no digest, and a tag can be moved to another image. "
            + $"Pin the digest that it has now: {registry.Repository}:1@{OciLayout.DigestOf(image)}."], problems.Select(p => p.Message));
    }

    [Theory]
    [InlineData("localhost:1/hello:1", "YOCTO5304", "'localhost:1/hello:1' has no digest, and a tag can be moved to another image. "
        + "Pin its digest, localhost:1/hello:1@sha256:…, which 'skopeo inspect docker://localhost:1/hello:1' prints.")]
    [InlineData("nginx", "YOCTO5303", "'nginx' is neither an archive or OCI layout on disk nor the full name of an image. Write the registry, the repository and the digest, for example docker.io/library/nginx@sha256:….")]
    [InlineData("/images/hello.tar", "YOCTO5302", "There is no archive or OCI layout at /images/hello.tar.")]
    public async Task What_is_no_pinned_image_is_refused(string text, string code, string message)
    {
        var (request, problems) = await ReadAsync(text);

        Assert.Null(request);
        Assert.Equal([(code, message)], problems.Select(p => (p.Code, p.Message)));
    }

    [Fact]
    public async Task An_archive_of_an_image_that_nobody_asks_for_any_more_is_removed()
    {
        var layout = Layout();
        layout.Name(layout.AddImage("arm64", _files), "localhost/hello:1");
        var container = await Prepare(layout.Folder);
        File.WriteAllText(_folder["containers/old.oci.tar"], "");

        Preparation(null).Keep([container]);

        Assert.Equal([container.Archive, $"{container.Archive}.json"], Directory.GetFiles(_folder["containers"]).Order());
    }

    private OciLayout Layout(string name = "layout") => new(_folder[name]);

    private RegistryImages Images(string? auth) => new(
        _http, new RegistryCredentials(auth is null ? [] : [auth]), new BlobCache(_folder["cache"]), _status.Add, new InstantTime());

    private ImageFetcher Preparation(string? auth) => new(_folder["containers"], "board", Images(auth));

    private Task<PreloadedImage> Prepare(string path, string? name = null, string? text = null) => Preparation(null).PrepareAsync(
        new ContainerRequest(text ?? path, path, null, name is null ? null : ImageReference.TryParseShort(name), _arm64, null), Cancellation);

    private Task<PreloadedImage> Prepare(ImageReference reference, ImagePlatform? machine = null, string? auth = null) =>
        Preparation(auth).PrepareAsync(new ContainerRequest(reference.ToString(), null, reference, null, machine ?? _arm64, null), Cancellation);

    // as a build does: what is no pinned image is no request
    private async Task<(ContainerRequest? Request, IReadOnlyList<Diagnostic> Problems)> ReadAsync(string text)
    {
        var (request, problems) = new ContainerReader(_folder.Path).Read(new ContainerSettings(new Setting(text), "", ""));
        return request is { IsPinned: false }
            ? (null, [.. problems, await new TagAdvice(Images(null)).ProblemAsync(request, Cancellation)])
            : (request, problems);
    }

    private static async Task<string> Problem(Task<PreloadedImage> preparation)
    {
        var problem = Assert.Single((await Assert.ThrowsAsync<YoctoException>(() => preparation)).Diagnostics);
        return $"{problem.Code}: {problem.Message}";
    }

    private static string Blob(string digest) => digest.Replace(':', '/');

    private static string LayerOf(OciLayout layout, JsonObject image) => (string)Manifest(layout, image)["layers"]![0]!["digest"]!;

    private static string ConfigOf(OciLayout layout, JsonObject image) => (string)Manifest(layout, image)["config"]!["digest"]!;

    private static IEnumerable<string> BlobsOf(OciLayout layout, JsonObject image) =>
        [$"blobs/{Blob(LayerOf(layout, image))}", $"blobs/{Blob(ConfigOf(layout, image))}"];

    private static JsonNode Manifest(OciLayout layout, JsonObject image) =>
        JsonNode.Parse(File.ReadAllText(layout[OciLayout.DigestOf(image)])) ?? throw new JsonException();

    private static Dictionary<string, byte[]> Entries(string archive)
    {
        var entries = new Dictionary<string, byte[]>();
        using var file = File.OpenRead(archive);
        using var tar = new TarReader(file);
        while (tar.GetNextEntry() is { } entry)
        {
            using var content = new MemoryStream();
            entry.DataStream!.CopyTo(content);
            entries[entry.Name] = content.ToArray();
        }

        return entries;
    }
}

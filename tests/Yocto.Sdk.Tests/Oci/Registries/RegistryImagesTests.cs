using System.Net;
using System.Security.Cryptography;
using System.Text;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Oci.Registries;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Oci.Registries;

/// <summary>What a registry, or the cache of what it gave, may answer.</summary>
public sealed class RegistryImagesTests : IDisposable
{
    private const string Layer = "not really a tar";
    private static readonly ImagePlatform _machine = new("arm64");
    private readonly TemporaryFolder _folder = new();
    private readonly Answers _answers = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_manifest_in_the_cache_that_is_not_what_its_name_says_is_fetched_again()
    {
        var digest = Answers.AddImage("arm64");
        await FetchAsync(digest);
        await File.WriteAllTextAsync(Cached(digest), Manifest(Answers.Add("other"), Answers.Add(Layer)), Cancellation);

        var image = await FetchAsync(digest);

        Assert.Equal(digest, image.Digest);
        Assert.Equal(2, _answers.Requests.Count(r => r.EndsWith(digest, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_layer_in_the_cache_that_a_power_cut_left_empty_is_fetched_again()
    {
        var digest = Answers.AddImage("arm64");
        var image = await FetchAsync(digest);
        var layer = Cached(Assert.Single(image.Layers).Digest);
        await File.WriteAllTextAsync(layer, "", Cancellation);

        await FetchAsync(digest);

        Assert.Equal(Layer, await File.ReadAllTextAsync(layer, Cancellation));
    }

    [Fact]
    public async Task A_manifest_without_an_end_is_given_up_and_leaves_nothing()
    {
        var digest = Answers.AddImage("arm64");
        _answers.Endless.Add(digest);

        var error = await Assert.ThrowsAsync<RegistryException>(() => FetchAsync(digest));

        Assert.Equal($"It sends more for {digest} than the 4194304 bytes that it may have.", error.Message);
        Assert.InRange(_answers.Sent, 1, 20 << 20);
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories), f => f.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_that_is_reset_is_the_networks_fault_and_is_tried_again()
    {
        var digest = Answers.AddImage("arm64");
        _answers.Resets = 2;

        Assert.Equal(digest, (await FetchAsync(digest)).Digest);

        _answers.Resets = 3;
        var other = Answers.AddImage("arm64", "another");
        Assert.Equal(RegistryFailure.Unreachable, (await Assert.ThrowsAsync<RegistryException>(() => FetchAsync(other))).Failure);
    }

    [Fact]
    public async Task A_document_that_is_manifest_and_index_at_once_is_refused()
    {
        var own = Manifest(Answers.Add("config"), Answers.Add(Layer));
        var digest = Answers.Add(own.TrimEnd('}') + $$""","manifests":[{"mediaType":"{{OciMediaTypes.Manifest}}","digest":"{{Answers.AddImage("arm64")}}","size":1}]}""");

        var error = await Assert.ThrowsAsync<ImageUnusableException>(() => FetchAsync(digest));

        Assert.Equal("its metadata can't be read: it is both an index and a manifest", error.Message);
    }

    public void Dispose()
    {
        _answers.Dispose();
        _folder.Dispose();
    }

    private async Task<ContainerImage> FetchAsync(string digest)
    {
        using var http = new HttpClient(_answers, disposeHandler: false);
        return await new RegistryImages(http, new RegistryCredentials([]), new BlobCache(_folder.Path), _ => { })
            .FetchAsync(ImageReference.TryParse($"registry.example/app@{digest}")!, _machine, Cancellation);
    }

    private string Cached(string digest) => _folder[$"blobs/{digest.Replace(':', '/')}"];

    private static string Manifest(string config, string layer) => $$"""
        {"schemaVersion":2,"mediaType":"{{OciMediaTypes.Manifest}}","config":{"mediaType":"{{OciMediaTypes.Configuration}}","digest":"{{config}}","size":{{Answers.LengthOf(config)}}},"layers":[{"mediaType":"{{OciMediaTypes.Layer}}","digest":"{{layer}}","size":{{Answers.LengthOf(layer)}}}]}
        """;

    /// <summary>A registry without a network.</summary>
    private sealed class Answers : HttpMessageHandler
    {
        private static readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

        public static int LengthOf(string digest) => _texts[digest].Length;

        public List<string> Requests { get; } = [];

        public HashSet<string> Endless { get; } = [];

        /// <summary>How many of the next answers break off by a reset.</summary>
        public int Resets { get; set; }

        public long Sent { get; private set; }

        public static string Add(string text)
        {
            var digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
            lock (_texts)
                _texts[digest] = text;
            return digest;
        }

        public static string AddImage(string architecture, string? more = null) =>
            Add(Manifest(Add($$"""{"os":"linux","architecture":"{{architecture}}","more":"{{more}}"}"""), Add(Layer)));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
        {
            var path = request.RequestUri!.AbsolutePath;
            lock (Requests)
                Requests.Add(path);
            var digest = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
            var content = Endless.Contains(digest) ? (Stream)new EndlessStream(read => Sent += read)
                : Resets > 0 && Resets-- > 0 ? new EndlessStream(_ => throw new IOException("Connection reset by peer"))
                : new MemoryStream(Encoding.UTF8.GetBytes(_texts[digest]));
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(content) });
        }
    }

    private sealed class EndlessStream(Action<int> onRead) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            onRead(count);
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

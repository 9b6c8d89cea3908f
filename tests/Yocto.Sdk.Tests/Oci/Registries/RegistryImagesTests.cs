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
    private readonly InstantTime _time = new();

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

        _answers.Resets = 5;
        var other = Answers.AddImage("arm64", "another");
        Assert.Equal(RegistryFailure.Unreachable, (await Assert.ThrowsAsync<RegistryException>(() => FetchAsync(other))).Failure);
    }

    [Fact]
    public async Task A_layer_that_breaks_off_goes_on_where_it_ended()
    {
        var layer = Answers.Add(new string('x', 3 << 20));
        var digest = Answers.Add(Manifest(Answers.Add("""{"os":"linux","architecture":"arm64"}"""), layer));
        _answers.BreaksAfter[layer] = new([1 << 20, 1000, 1000, 1 << 20]);

        await FetchAsync(digest);

        Assert.Equal([null, 1L << 20, (1 << 20) + 1000, (1 << 20) + 2000, (2 << 20) + 2000], _answers.Froms[layer]);
        // a try that brought a megabyte is none of a row
        Assert.Equal([1, 2, 4, 1], _time.Waits.Where(w => w < TimeSpan.FromSeconds(60)).Select(w => (int)w.TotalSeconds));
    }

    [Fact]
    public async Task A_layer_that_breaks_off_for_good_goes_on_in_the_next_build()
    {
        var layer = Answers.Add(new string('y', 100_000));
        var digest = Answers.Add(Manifest(Answers.Add("""{"os":"linux","architecture":"arm64"}"""), layer));
        _answers.BreaksAfter[layer] = new([50_000, 0, 0, 0, 0]);
        Assert.Equal(RegistryFailure.Unreachable, (await Assert.ThrowsAsync<RegistryException>(() => FetchAsync(digest))).Failure);

        await FetchAsync(digest);

        Assert.Equal(50_000, _answers.Froms[layer][^1]);
        Assert.Equal(100_000, new FileInfo(Cached(layer)).Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_an_earlier_build_left_of_a_layer_is_not_believed(bool whole)
    {
        var digest = Answers.AddImage("arm64", $"left {whole}");
        var layer = Answers.Add(Layer);
        Directory.CreateDirectory(_folder["blobs/sha256"]);
        await File.WriteAllTextAsync($"{Cached(layer)}.part", whole ? new string('z', Layer.Length) : "zz", Cancellation);

        await FetchAsync(digest);

        Assert.Equal(Layer, await File.ReadAllTextAsync(Cached(layer), Cancellation));
    }

    [Fact]
    public async Task A_server_that_can_not_go_on_in_the_middle_begins_anew()
    {
        var layer = Answers.Add(new string('w', 100_000));
        var digest = Answers.Add(Manifest(Answers.Add("""{"os":"linux","architecture":"arm64"}"""), layer));
        _answers.BreaksAfter[layer] = new([50_000]);
        _answers.IgnoresRanges = true;

        await FetchAsync(digest);

        Assert.Equal([null, 50_000L], _answers.Froms[layer]);
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, null, 1)]
    [InlineData(500, "0", 1)]
    public async Task A_registry_that_asks_to_wait_is_asked_again_then(int status, string? retryAfter, int seconds)
    {
        var digest = Answers.AddImage("arm64", $"wait {status}");
        _answers.Statuses.Enqueue(((HttpStatusCode)status, retryAfter));

        Assert.Equal(digest, (await FetchAsync(digest)).Digest);

        Assert.Equal(TimeSpan.FromSeconds(seconds), _time.Waits[0]);
    }

    [Theory]
    [InlineData(429, "3600", "It answered 429 Too Many Requests. It may be asked again in 60 min.")]
    [InlineData(400, null, "It answered 400 Bad Request.")]
    public async Task A_registry_that_will_not_answer_soon_is_not_asked_again(int status, string? retryAfter, string message)
    {
        var digest = Answers.AddImage("arm64", $"never {status}");
        _answers.Statuses.Enqueue(((HttpStatusCode)status, retryAfter));

        Assert.Equal(message, (await Assert.ThrowsAsync<RegistryException>(() => FetchAsync(digest))).Message);

        Assert.Single(_answers.Requests);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/token")]
    [InlineData("https://localhost/token")]
    [InlineData("http://elsewhere.example/token")]
    [InlineData("file:///etc/passwd")]
    public async Task A_login_goes_to_no_server_of_this_machine_that_a_registry_elsewhere_names(string realm)
    {
        var digest = Answers.AddImage("arm64", realm);
        _answers.Challenge = $"realm=\"{realm}\",realm=\"https://auth.example/\",service=\"a\",service=\"b\"";

        Assert.Equal(RegistryFailure.Refused, (await Assert.ThrowsAsync<RegistryException>(() => FetchAsync(digest))).Failure);

        Assert.Single(_answers.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"token":5}""")]
    [InlineData("""{"token":"\ud800"}""")]
    [InlineData("""{"token":"a\nb"}""")]
    public async Task A_token_that_is_none_is_the_networks_fault(string answer)
    {
        var digest = Answers.AddImage("arm64", answer);
        _answers.Challenge = "realm=\"https://auth.example/token\"";
        _answers.Token = answer;

        var error = await Assert.ThrowsAsync<RegistryException>(() => FetchAsync(digest));

        Assert.Equal((RegistryFailure.Unreachable, "auth.example, which it asks for a token, gives none."), (error.Failure, error.Message));
    }

    [Fact]
    public async Task A_token_without_an_end_is_given_up()
    {
        var digest = Answers.AddImage("arm64", "endless token");
        _answers.Challenge = "realm=\"https://auth.example/token\"";
        _answers.Endless.Add("token");

        Assert.Equal(RegistryFailure.Unreachable, (await Assert.ThrowsAsync<RegistryException>(() => FetchAsync(digest))).Failure);
        Assert.InRange(_answers.Sent, 1, 20 << 20);
    }

    [Theory]
    [InlineData(""","layers":[null]}""")]
    [InlineData(""","layers":[{"mediaType":"a","digest":"sha512:0","size":1}]}""")]
    [InlineData(""","layers":[{"digest":"ZERO","size":1}]}""")]
    [InlineData(""","layers":[{"mediaType":"a","digest":"ZERO","size":-1}]}""")]
    [InlineData(""","layers":[{"mediaType":"a","digest":"ZERO","size":9223372036854775807},{"mediaType":"a","digest":"ZERO","size":9223372036854775807}]}""")]
    [InlineData(""","layers":[],"layers":[]}""")]
    public async Task A_manifest_that_describes_nothing_that_can_be_had_is_the_images_fault(string layers)
    {
        var zero = $"sha256:{new string('0', 64)}";
        var digest = Answers.Add($$"""{"schemaVersion":2,"mediaType":"{{OciMediaTypes.DockerManifest}}","config":{"mediaType":"a","digest":"{{zero}}","size":1}"""
            + layers.Replace("ZERO", zero, StringComparison.Ordinal));

        await Assert.ThrowsAsync<ImageUnusableException>(() => FetchAsync(digest));

        Assert.Single(_answers.Requests);
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

    private async Task<ContainerImage> FetchAsync(string digest, string? auth = null)
    {
        using var http = new HttpClient(_answers, disposeHandler: false);
        return await new RegistryImages(http, new RegistryCredentials(auth is null ? [] : [auth]), new BlobCache(_folder.Path), _ => { }, _time)
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

        /// <summary>After how many bytes the next answers for a digest break off.</summary>
        public Dictionary<string, Queue<int>> BreaksAfter { get; } = [];

        /// <summary>What the requests for a digest began with; null for one without a range.</summary>
        public Dictionary<string, List<long?>> Froms { get; } = [];

        public bool IgnoresRanges { get; set; }

        /// <summary>Of the next answers.</summary>
        public Queue<(HttpStatusCode Status, string? RetryAfter)> Statuses { get; } = [];

        /// <summary>What it asks for before it answers; null lets everybody in.</summary>
        public string? Challenge { get; set; }

        public string Token { get; set; } = "{}";

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
            lock (Froms)
            {
                if (Statuses.TryDequeue(out var status))
                {
                    var refusal = new HttpResponseMessage(status.Status);
                    if (status.RetryAfter is { } after)
                        refusal.Headers.Add("Retry-After", after);
                    return Task.FromResult(refusal);
                }

                var isToken = request.RequestUri.Host == "auth.example";
                if (Challenge is { } challenge && !isToken)
                    return Task.FromResult(new HttpResponseMessage(HttpStatusCode.Unauthorized) { Headers = { WwwAuthenticate = { new("Bearer", challenge) } } });
                if (!Froms.TryGetValue(digest, out var froms))
                    Froms[digest] = froms = [];
                var from = request.Headers.Range?.Ranges.Single().From;
                froms.Add(from);
                var start = IgnoresRanges ? 0 : (int)(from ?? 0);
                var text = isToken ? Token : _texts[digest];
                if (start >= text.Length && start > 0)
                    return Task.FromResult(new HttpResponseMessage(HttpStatusCode.RequestedRangeNotSatisfiable));
                var bytes = Encoding.UTF8.GetBytes(text[start..]);
                var content = Endless.Contains(digest) ? (Stream)new EndlessStream(read => Sent += read)
                    : Resets > 0 && Resets-- > 0 ? new BrokenStream([])
                    : BreaksAfter.TryGetValue(digest, out var breaks) && breaks.TryDequeue(out var length) ? new BrokenStream(bytes[..length])
                    : new MemoryStream(bytes);
                var answer = new HttpResponseMessage(start > 0 ? HttpStatusCode.PartialContent : HttpStatusCode.OK) { Content = new StreamContent(content) };
                if (start > 0)
                    answer.Content.Headers.ContentRange = new(start, text.Length - 1, text.Length);
                return Task.FromResult(answer);
            }
        }
    }

    /// <summary>Ends in a reset.</summary>
    private sealed class BrokenStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, count) is > 0 and var read ? read : throw new IOException("Connection reset by peer");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var block = new byte[buffer.Length];
            var read = Read(block, 0, block.Length);
            block.AsMemory(0, read).CopyTo(buffer);
            return ValueTask.FromResult(read);
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

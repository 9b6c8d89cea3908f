using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Containers.Compose;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Product.Containers.Compose;

public sealed class ComposeFileTests : IDisposable
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static readonly PreloadedImage[] _preloaded =
    [
        new("nginx", "docker.io/library/nginx:1.27", "sha256:1", "/n", $"docker.io/library/nginx:1.27@{Digest}", Digest),
        new("sensor", "localhost/sensor:latest", "sha256:2", "/s", "sensor.oci.tar"),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_images_of_a_compose_file_get_the_names_that_they_have_on_the_device_and_all_else_stays()
    {
        var file = Read($"""
            # the shop
            services:
              web:   {"{"} image: "docker.io/nginx@{Digest}" {"}"}   # quoted
              sensor:
                image: sensor
                restart: always
              other:
                image: localhost/sensor:latest
            """, out var problems);

        Assert.Empty(problems);
        Assert.Empty(ImageUse.Problems(file.Images, _preloaded));
        Assert.Equal($"""
            # the shop
            services:
              web:   {"{"} image: "docker.io/library/nginx:1.27" {"}"}   # quoted
              sensor:
                image: localhost/sensor:latest
                restart: always
              other:
                image: localhost/sensor:latest
            """, ImageUse.Rewrite(file.Text, file.Images, _preloaded));
    }

    [Theory]
    // the trigger of a review: two uses of an alias were two changes of one place
    [InlineData("x-image: &img IMAGE\nservices:\n  a:\n    image: *img\n    ports: [\"80:80\"]\n  b:\n    image: *img\n    command: serve\n", 1)]
    [InlineData("services:\n  a:\n    image: &img IMAGE\n  b: { image: *img, restart: always }\n", 1)]
    [InlineData("services:\n  a: &a\n    image: IMAGE\n    restart: always\n  b: *a\n  c: *a\n", 1)]
    [InlineData("x-base: &base\n  image: IMAGE\nx-more: &more { restart: always }\nservices:\n  a:\n    <<: *base\n  b:\n    <<: [*more, *base]\n    command: serve\n", 1)]
    [InlineData("x-all: &all\n  a:\n    image: IMAGE\nservices:\n  <<: *all\n", 1)]
    [InlineData("services:\n  a:\n    image: &img !!str # of the shop\n      'IMAGE'\n  b:\n    image: *img\n", 1)]
    [InlineData("services:\n  a:\n    image: >-\n      IMAGE\n\n    restart: always\n  b:\n    image: |-\n      IMAGE", 2)]
    [InlineData("services: {a: {image: IMAGE}, b: {\"image\":\"IMAGE\"}, c: {image: 'IMAGE',restart: always}}", 3)]
    [InlineData("services:\r\n  a:\r\n    image: IMAGE\r\n    restart: always\r\n  b:\r\n    image: \"IMAGE\"\r\n", 2)]
    [InlineData("\uFEFF# the shop\nservices:\n  a:\n    image:\tIMAGE\t# with tabs\n  ü:\n    image: IMAGE\n", 2)]
    [InlineData("services:\n  a:\n    image: IMAGE\n---\nservices:\n  b:\n    image: IMAGE\n...\n", 2)]
    [InlineData("services:\n  a:\n    image: \"docker.io/library/\\\n      nginx:1.27@DIGEST\"\n    command: \"😀 \\\"x\\\"\"\n  b:\n    image: \"\\x64ocker.io/library/nginx:1.27@DIGEST\"\n", 2)]
    public void However_a_compose_file_shares_and_writes_an_image_its_name_alone_is_changed(string text, int places)
    {
        const string image = $"docker.io/library/nginx:1.27@{Digest}";
        var file = Read(text.Replace("IMAGE", image, StringComparison.Ordinal).Replace("DIGEST", Digest, StringComparison.Ordinal), out var problems);

        Assert.Empty(problems);
        Assert.Equal(Enumerable.Repeat(image, places), file.Images.Select(i => i.Text));
        var renamed = Read(YamlText.Rename(file.Path, file.Text, file.Images, _preloaded), out problems);
        Assert.Empty(problems);
        Assert.Equal(Enumerable.Repeat("docker.io/library/nginx:1.27", places), renamed.Images.Select(i => i.Text));
        // the rest: every word of the file stays, in its order
        static string[] Words(string text) => text.Replace($"@{Digest}", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (!text.Contains('\\') && !text.Contains('|'))
            Assert.Equal(Words(file.Text), Words(renamed.Text));
    }

    [Fact]
    public void A_name_at_the_wrong_place_of_a_compose_file_is_noticed_before_the_device_gets_it()
    {
        var file = Read($"services:\n  a:\n    image: docker.io/library/nginx:1.27@{Digest}\n    restart: always\n", out _);
        var wrong = Assert.Single(file.Images) with { End = file.Text.Length };

        var problem = Assert.Single(Assert.Throws<YoctoException>(() => YamlText.Rename(file.Path, file.Text, [wrong], _preloaded)).Diagnostics);

        Assert.Equal(("YOCTO5329", "docker-compose.yml(3,12)"), (problem.Code, Describe(problem).Place));
    }

    [Theory]
    [InlineData("services:\n  ? { a: b }\n  : { image: sensor }\n", 2, 5)]
    [InlineData("services:\n  ? [a]\n  : { image: sensor }\n", 2, 5)]
    [InlineData("x: &x [a]\nservices:\n  *x : { image: sensor }\n", 3, 3)]
    [InlineData("services: &s\n  a:\n    image: sensor\n    x: *s\n", 4, 8)]
    [InlineData("services: &s\n  a:\n    <<: *s\n", 3, 9)]
    public void A_compose_file_that_no_engine_reads_is_an_error_at_its_line(string text, int line, int column)
    {
        var problem = Assert.Single(Assert.Throws<YoctoException>(() => Read(text, out _)).Diagnostics);

        Assert.Equal(("YOCTO5320", $"docker-compose.yml({line},{column})"), (problem.Code, Describe(problem).Place));
    }

    [Fact]
    public void Aliases_that_multiply_and_nodes_without_a_bottom_end_at_once()
    {
        var laughs = "x0: &x0 { image: sensor }\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"x{i}: &x{i} {{ <<: [*x{i - 1}, *x{i - 1}] }}\n"));

        Assert.Equal(["sensor"], Read($"{laughs}services:\n  a: *x40\n", out _).Images.Select(i => i.Text));
        foreach (var deep in (string[])[new string('[', 100_000), string.Concat(Enumerable.Repeat("- ", 100_000)), string.Concat(Enumerable.Repeat("{a: ", 100_000))])
            Assert.Contains("nested more than 100 deep", Assert.Single(Assert.Throws<YoctoException>(() => Read(deep, out _)).Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compose_file_that_is_not_UTF_8_or_far_too_large_is_refused()
    {
        var path = _folder["docker-compose.yml"];
        File.WriteAllBytes(path, [.. "# caf"u8, 0xe9, .. "\nservices: {}\n"u8]);
        Assert.Contains("not encoded in UTF-8", Assert.Single(Assert.Throws<YoctoException>(() => ComposeFile.Read(path, null)).Diagnostics).Message, StringComparison.Ordinal);

        File.WriteAllText(path, new string('#', 5 << 20));
        Assert.Contains("larger than 4 MiB", Assert.Single(Assert.Throws<YoctoException>(() => ComposeFile.Read(path, null)).Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_within_a_compose_files_folder_come_along_and_those_that_lead_out_are_errors()
    {
        using var outside = new TemporaryFolder();
        outside.Write("id_rsa", "secret");
        _folder.Write("real/site.conf", "");
        Directory.CreateDirectory(_folder["good"]);
        File.CreateSymbolicLink(_folder["good/site.conf"], "../real/site.conf");
        Directory.CreateDirectory(_folder["bad/below"]);
        Directory.CreateSymbolicLink(_folder["bad/below/link"], outside.Path);
        File.CreateSymbolicLink(_folder["dangling"], "nowhere");

        var compose = Read("""
            services:
              web:
                image: sensor
                volumes: [ "./good:/g", "./bad:/b", "./dangling:/d" ]
            """, out var problems);

        Assert.Equal(["good"], compose.Files);
        Assert.Equal(
        [
            ("YOCTO5328", "docker-compose.yml(4,29)", "'bad/below/link/id_rsa' is or has a link that leads nowhere, or out of the folder of docker-compose.yml. Copy what it leads to into that folder."),
            ("YOCTO5328", "docker-compose.yml(4,41)", "'dangling' is or has a link that leads nowhere, or out of the folder of docker-compose.yml. Copy what it leads to into that folder."),
        ], problems.Select(Describe));
    }

    [Fact]
    public void An_image_of_a_compose_file_that_is_not_preloaded_is_an_error_at_its_line()
    {
        var file = Read("""
            services:
              cache:
                image: docker.io/library/redis:7
              web:
                image: docker.io/library/${WEB}
            """, out _);

        Assert.Equal(
        [
            ("YOCTO5321", "docker-compose.yml(3,12)", "The image 'docker.io/library/redis:7' is not preloaded, so a device without a network could not start it. Add a YoctoContainer item for it, or write its registry and its digest here. The preloaded images are docker.io/library/nginx:1.27, localhost/sensor:latest."),
            ("YOCTO5324", "docker-compose.yml(5,12)", "The image 'docker.io/library/${WEB}' depends on a variable, which has no value at build time. Write the name in full."),
        ], ImageUse.Problems(file.Images, _preloaded).Select(Describe));
    }

    [Fact]
    public void A_compose_service_that_is_built_on_the_device_or_has_no_image_is_an_error()
    {
        Read("""
            services:
              a:
                build: .
              b:
                restart: always
            """, out var problems);

        Assert.Equal(
        [
            ("YOCTO5322", "docker-compose.yml(3,12)", "The service 'a' has 'build:', but images can't be built on the device. Build the image beforehand, add a YoctoContainer item for the archive, and set the service's 'image:' to its name."),
            ("YOCTO5323", "docker-compose.yml(5,5)", "The service 'b' has no image. Set its 'image:'."),
        ], problems.Select(Describe));
    }

    [Fact]
    public void The_files_that_the_services_of_a_compose_file_read_come_along()
    {
        foreach (var file in (string[])[".env", "web.env", "more.env", "conf/site.conf", "certificate.pem"])
            _folder.Write(file, "");

        var compose = Read("""
            services:
              web:
                image: sensor
                env_file: [ ./web.env, { path: more.env, required: false } ]
                volumes:
                  - ./conf:/etc/site:ro
                  - data:/var/lib/data
                  - /etc/localtime:/etc/localtime:ro
                  - type: bind
                    source: ./conf/site.conf
                    target: /etc/site.conf
            secrets:
              certificate:
                file: ./certificate.pem
            volumes:
              data:
            """, out var problems);

        Assert.Empty(problems);
        Assert.Equal([".env", "certificate.pem", "conf", "conf/site.conf", "more.env", "web.env"], compose.Files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_that_a_compose_service_would_need_on_a_read_only_root_is_an_error()
    {
        Read("""
            services:
              web:
                image: sensor
                volumes: [ "./data:/data", "../outside:/x" ]
            """, out var problems);

        Assert.Equal(
        [
            ("YOCTO5325", "docker-compose.yml(4,16)", "'./data' does not exist next to docker-compose.yml, and the device can't create it on a read-only root. Use a named volume, or an absolute path on the device."),
            ("YOCTO5325", "docker-compose.yml(4,32)", "'../outside' does not exist next to docker-compose.yml, and the device can't create it on a read-only root. Use a named volume, or an absolute path on the device."),
        ], problems.Select(Describe));
    }

    [Fact]
    public void A_compose_file_that_is_no_YAML_is_an_error_at_its_line()
    {
        var problem = Assert.Single(Assert.Throws<YoctoException>(() => Read("services:\n  web: [\n", out _)).Diagnostics);

        Assert.Equal(("YOCTO5320", "docker-compose.yml(3,1)"), (problem.Code, Describe(problem).Place));
    }

    [Theory]
    [InlineData("", "shop/docker-compose.yml", "shop")]
    [InlineData("", "shop/compose.yaml", "shop")]
    [InlineData("", "shop/Kiosk.yml", "kiosk")]
    [InlineData("till", "shop/docker-compose.yml", "till")]
    public void A_compose_application_is_called_as_compose_itself_would_call_it(string name, string file, string expected) =>
        Assert.Equal(expected, ComposeReader.NameOf(name, _folder[file]));

    private ComposeFile Read(string text, out IReadOnlyList<Diagnostic> problems)
    {
        (var file, problems) = ComposeFile.Read(_folder.Write("docker-compose.yml", text), null);
        return file!;
    }

    private static (string Code, string Place, string Message) Describe(Diagnostic d) =>
        (d.Code, $"{Path.GetFileName(d.Location!.File)}({d.Location.Line},{d.Location.Column})", d.Message);
}

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
              web:   {"{"} image: docker.io/library/nginx:1.27 {"}"}   # quoted
              sensor:
                image: localhost/sensor:latest
                restart: always
              other:
                image: localhost/sensor:latest
            """, ImageUse.Rewrite(file.Text, file.Images, _preloaded));
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

using Yocto.Sdk.Files;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Stamp;

namespace Yocto.Sdk.Tests.Stamp;

public sealed class BuildStampProductsTests : IDisposable
{
    private readonly StampWorld _world = new();

    [Fact]
    public void Before_the_first_build_there_are_no_products()
    {
        var products = BuildStampProducts.Read(_world.Folder["build-result.json"], _world.Folder["outputs.json"]);

        Assert.Equal([new(_world.Folder["build-result.json"], "none")], products.Identities());
        Assert.Empty(products.HostTools());
    }

    [Fact]
    public void The_products_of_a_build_are_known_from_its_two_files()
    {
        _world.Result().Write(_world.Folder["build-result.json"]);
        Outputs("a.wic").Write(_world.Folder["outputs.json"]);

        var products = BuildStampProducts.Read(_world.Folder["build-result.json"], _world.Folder["outputs.json"]);

        Assert.Equal(
            [_world.Folder["build-result.json"], _world.Folder["deploy/a.wic"], _world.Folder["manifest"]], products.Identities().Keys);
        Assert.DoesNotContain("none", products.Identities().Values);
    }

    [Fact]
    public void A_deployed_file_keeps_its_identity_when_it_is_linked_read_or_made_executable()
    {
        var products = Products("a.wic");
        var before = products.Identities();

        Delivery.Place(_world.Folder["deploy/a.wic"], _world.Folder["bin/a.wic"], allowHardLink: true);
        File.SetUnixFileMode(_world.Folder["deploy/a.wic"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(before, products.Identities());
    }

    [Fact]
    public void A_deployed_file_that_is_truncated_replaced_or_gone_has_another_identity()
    {
        var file = "100 %; it's.wic";
        var products = Products(file);
        var path = _world.Folder[$"deploy/{file}"];
        List<string> identities = [products.Identities()[path]];

        File.WriteAllText(path, "");
        identities.Add(products.Identities()[path]);
        File.WriteAllText(path, "x");
        File.Delete(path);
        _world.Folder.Write("deploy/other", "x");
        File.Move(_world.Folder["deploy/other"], path);
        identities.Add(products.Identities()[path]);
        File.Delete(path);
        File.CreateSymbolicLink(path, "nothing");
        identities.Add(products.Identities()[path]);

        Assert.Equal(identities.Distinct(), identities);
        Assert.Equal("none", identities[^1]);
    }

    [Fact]
    public void A_deliverable_is_no_product_that_the_stamp_knows()
    {
        var products = Products("a.wic");
        var before = products.Identities();

        _world.Folder.Write("bin/a.wic", "booted");

        Assert.Equal(before, products.Identities());
    }

    [Fact]
    public void The_host_tools_of_a_build_are_the_names_in_bitbakes_folder_whatever_they_lead_to()
    {
        _world.Folder.Write("build/tmp/hosttools/cat", "x");
        File.CreateSymbolicLink(_world.Folder["build/tmp/hosttools/["], "/usr/bin/[");
        File.CreateSymbolicLink(_world.Folder["build/tmp/hosttools/gone"], "/no/such/file");

        Assert.Equal(["[", "cat", "gone"], Products().HostTools().Order(StringComparer.Ordinal));

        Directory.Delete(_world.Folder["build/tmp"], recursive: true);
        Assert.Empty(Products().HostTools());
    }

    public void Dispose() => _world.Dispose();

    private BuildStampProducts Products(params IReadOnlyList<string> names) =>
        new(_world.Folder["build-result.json"], _world.Result(), Outputs(names));

    private BuildOutputs Outputs(params IReadOnlyList<string> names)
    {
        var manifest = _world.Folder.Write("manifest", "x");
        return new BuildOutputs(_world.Folder["bin"], "qemuarm64",
            [.. names.Select(n =>
            {
                var identity = FileIdentity.Of(_world.Folder.Write($"deploy/{n}", "content"))!;
                return new OutputFile(
                    new DeployedFile(_world.Folder[$"deploy/{n}"], n, OutputKind.Image, "wic", "a", "image_complete", manifest), "a", identity, identity, "0a");
            })],
            new Dictionary<string, FileIdentity> { [manifest] = FileIdentity.Of(manifest)! }, names);
    }
}

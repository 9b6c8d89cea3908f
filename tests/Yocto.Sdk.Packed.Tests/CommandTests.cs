using System.Security.Cryptography;

namespace Yocto.Sdk.Packed.Tests;

/// <summary>The commands on one project, as a user types them.</summary>
public sealed class CommandTests(PackedSdk sdk)
{
    private const string Package = """<YoctoPackage Include="podman" />""";

    private static readonly string[] _deliverables =
    [
        "Image-qemuarm64.bin",
        "core-image-minimal-qemuarm64.rootfs.ext4",
        "core-image-minimal-qemuarm64.rootfs.manifest",
        "core-image-minimal-qemuarm64.rootfs.wic",
        "core-image-minimal.cdx.json",
    ];

    private static readonly string[] _restored = ["device.yoctoproj", "obj/yocto.layers.json", "obj/yocto.layers.stamp", "obj/yoctoproj.xsd", "yocto.lock.json"];

    [Fact]
    public async Task Restore_build_rebuild_and_clean_do_their_work()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device(items: Package);

        (await user.DotnetAsync("restore")).Succeeded();
        Assert.Equal(_restored, Files(user));

        var built = (await user.DotnetAsync("build --no-restore")).Succeeded();
        Assert.Equal(_deliverables, user.Files("bin/Debug/qemuarm64"));
        Assert.Equal("base-files qemuarm64 1.0\nbusybox qemuarm64 1.0\npodman qemuarm64 1.0\n", user.Read("bin/Debug/qemuarm64/core-image-minimal-qemuarm64.rootfs.manifest"));
        Assert.Empty(built.Warnings);

        var rebuilt = (await user.DotnetAsync("build -t:Rebuild")).Succeeded();
        Assert.Contains("podman do_compile: succeeded", rebuilt.Messages);
        Assert.Equal(_deliverables, user.Files("bin/Debug/qemuarm64"));

        user.Write("bin/Debug/qemuarm64/notes.txt", "mine");
        (await user.DotnetAsync("clean")).Succeeded();
        Assert.Equal(["bin/Debug/qemuarm64/notes.txt", .. _restored], Files(user));
        Assert.True(File.Exists(user["obj/layers/poky/meta/conf/layer.conf"]));

        (await user.DotnetAsync("clean -p:YoctoCleanCaches=true")).Succeeded();
        Assert.False(Directory.Exists(Path.Combine(user.Home, ".cache/yocto-sdk")));
        Assert.Equal(["bin/Debug/qemuarm64/notes.txt", .. _restored], Files(user));
    }

    /// <summary>.NET can be told to take no locks, as it takes none where the file system has none.</summary>
    [Fact]
    public async Task A_restore_where_no_locks_are_kept_says_so()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device();

        var restored = (await user.DotnetAsync("restore", environment: ("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", "1"))).Succeeded();

        Assert.Equal(
            [user["obj/layers"], Path.Combine(user.Home, ".cache/yocto-sdk/git")],
            restored.Warnings.Where(w => w.Contains("YOCTO1058", StringComparison.Ordinal)).Select(w => w.Split("The file system of ")[1].Split(' ')[0].TrimEnd('/')));
    }

    [Fact]
    public async Task Publish_makes_a_release_bundle()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device(items: Package);

        var published = (await user.DotnetAsync("publish")).Succeeded();

        // as `dotnet publish` of every project since .NET 8: Release
        const string bundle = "bin/Release/qemuarm64/publish";
        Assert.Contains($"device -> {user[bundle]}/", published.Messages);
        Assert.Equal(
            ["SHA256SUMS", "core-image-minimal-qemuarm64.rootfs.ext4", "core-image-minimal-qemuarm64.rootfs.manifest", "core-image-minimal-qemuarm64.rootfs.wic", "core-image-minimal.cdx.json", "yocto.lock.json"],
            user.Files(bundle));
        Assert.Equal(
            string.Concat(user.Files(bundle).Skip(1).Select(f => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(user[$"{bundle}/{f}"])))}  {f}\n")),
            user.Read($"{bundle}/SHA256SUMS"));

        (await user.DotnetAsync($"publish -c Debug -o {user["out"]}")).Succeeded();
        Assert.Equal(user.Files(bundle), user.Files("out"));

        File.AppendAllText(user["bin/Release/qemuarm64/core-image-minimal-qemuarm64.rootfs.wic"], "!");
        var refused = (await user.DotnetAsync("publish --no-build")).Failed();
        Assert.Equal(
            [$"device.yoctoproj(0,0): YOCTO5005: {user["bin/Release/qemuarm64/core-image-minimal-qemuarm64.rootfs.wic"]} was changed after the build and can't go into a release. Build again to restore it."],
            refused.Errors);
    }

    [Fact]
    public async Task The_outputs_of_two_configurations_do_not_mix()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device(items: """<YoctoPackage Include="podman" Condition="'$(Configuration)' == 'Debug'" />""");

        (await user.DotnetAsync("build -p:Configuration=Release")).Succeeded();
        (await user.DotnetAsync("build")).Succeeded();

        Assert.Equal([.. _deliverables.Select(f => $"Debug/qemuarm64/{f}"), .. _deliverables.Select(f => $"Release/qemuarm64/{f}")], user.Files("bin"));
        Assert.DoesNotContain("podman", user.Read("bin/Release/qemuarm64/core-image-minimal-qemuarm64.rootfs.manifest"));
        Assert.Contains("podman", user.Read("bin/Debug/qemuarm64/core-image-minimal-qemuarm64.rootfs.manifest"));
        Assert.DoesNotContain("RunBitBake", (await user.DotnetAsync("build -c Release")).Succeeded().Tasks);
    }

    [Fact]
    public async Task Locked_mode_holds_the_project_to_its_lock_file()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device();

        var none = (await user.DotnetAsync("restore --locked-mode")).Failed();
        Assert.Equal(
            ["yocto.lock.json(0,0): YOCTO1043: The restore is in locked mode, but the project differs from yocto.lock.json: there is no lock file. Run dotnet restore without locked mode and commit the lock file."],
            none.Errors);
        Assert.False(File.Exists(user["yocto.lock.json"]));

        (await user.DotnetAsync("restore")).Succeeded();
        (await user.DotnetAsync("restore --locked-mode")).Succeeded();

        user.Device(poky: """<YoctoLayerRepository Include="poky" Url="upstream/poky" Branch="other" />""");
        var drift = (await user.DotnetAsync("build -p:RestoreLockedMode=true")).Failed();
        Assert.Equal(
            ["yocto.lock.json(0,0): YOCTO1043: The restore is in locked mode, but the project differs from yocto.lock.json: 'poky' is locked to branch scarthgap of upstream/poky, but the project asks for branch other of upstream/poky. Run dotnet restore without locked mode and commit the lock file."],
            drift.Errors);

        user.Device();
        var both = (await user.DotnetAsync("build -t:YoctoUpdateLayers -p:RestoreLockedMode=true")).Failed();
        Assert.Equal(
            ["device.yoctoproj(0,0): YOCTO1044: The layers can't be updated in locked mode (RestoreLockedMode). Run the update with -p:RestoreLockedMode=false."],
            both.Errors);
    }

    [Fact]
    public async Task Layers_move_when_asked_and_tell_what_that_brings()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device();
        (await user.DotnetAsync("build")).Succeeded();
        var old = await user.Poky.GitAsync("rev-parse", "HEAD");
        var moved = await user.Poky.CommitAsync("busybox: correct the summary", ("meta/recipes-core/busybox_1.36.1.bb", "SUMMARY = \"Tiny\"\n"));

        Assert.DoesNotContain("RunBitBake", (await user.DotnetAsync("build")).Succeeded().Tasks);

        var update = (await user.DotnetAsync("build -t:YoctoUpdateLayers")).Succeeded();
        Assert.Contains($"poky: {old[..10]}..{moved[..10]} (branch scarthgap), 1 commit", update.Messages);
        Assert.Contains($"  {moved[..10]} busybox: correct the summary", update.Messages);
        Assert.Contains(moved, user.Read("yocto.lock.json"));
        Assert.DoesNotContain("RunBitBake", update.Tasks);

        Assert.Contains("busybox do_compile: succeeded", (await user.DotnetAsync("build")).Succeeded().Messages);
    }

    [Fact]
    public async Task A_check_of_a_pull_request_builds_nothing()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device();

        (await user.DotnetAsync("build -t:YoctoParse")).Succeeded();
        var resolved = (await user.DotnetAsync("build -t:YoctoDryRun")).Succeeded();

        Assert.DoesNotContain(resolved.Messages, m => m.EndsWith(": started", StringComparison.Ordinal));
        Assert.False(Directory.Exists(user["bin"]));
        Assert.False(Directory.Exists(user["obj/Debug/qemuarm64/build/tmp"]));
    }

    [Fact]
    public async Task A_build_without_a_restore_is_an_error_that_says_so()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device();

        var build = (await user.DotnetAsync("build --no-restore")).Failed();

        Assert.Equal(
            [$"device.yoctoproj(0,0): YOCTO1045: The layers are not restored ({user["obj/yocto.layers.json"]} is missing). Run dotnet restore."],
            build.Errors);
    }

    [Fact]
    public async Task An_image_project_can_not_be_packed()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device();

        var pack = (await user.DotnetAsync("pack")).Failed();

        Assert.Equal(
            ["device.yoctoproj(0,0): YOCTO1901: An image project makes no NuGet package. Use \"dotnet publish\" for its release bundle."],
            pack.Errors);
    }

    [Fact]
    public async Task One_recipe_or_task_of_the_project_can_be_built()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device();

        var built = (await user.DotnetAsync("build -p:YoctoTarget=crun")).Succeeded();

        Assert.Equal(["crun do_compile: succeeded"], built.Messages.Where(m => m.EndsWith(": succeeded", StringComparison.Ordinal)));
        Assert.Empty(built.Warnings);
    }

    private static IEnumerable<string> Files(UserFolder user) =>
        user.Files().Where(f => f.Split('/')[0] is "bin" or "obj" || f is "device.yoctoproj" or "yocto.lock.json");
}

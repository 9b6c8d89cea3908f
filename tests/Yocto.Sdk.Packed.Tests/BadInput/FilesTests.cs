using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests.BadInput;

/// <summary>Folders that can't be written, disks that are full, and files of the SDK's own that are damaged.</summary>
public sealed class FilesTests(BuiltDevice device) : BadInputTests(device), IClassFixture<BuiltDevice>
{
    private const string NoSpace = "<YoctoMinimumFreeDiskSpace>0</YoctoMinimumFreeDiskSpace>";
    private const string Checkout = "obj/layers/poky";
    private const string Wic = "bin/Debug/qemuarm64/core-image-minimal-qemuarm64.rootfs.wic";

    [HeavyTheory(2)]
    [InlineData("obj", "YOCTO1055: A file or folder can't be read or written: Read-only file system : '{folder}/obj/layers'.")]
    [InlineData("bin", "YOCTO5002: {folder}/bin/Debug/qemuarm64/…")]
    [InlineData("home/.cache/yocto-sdk", "YOCTO1055: A file or folder can't be read or written: Read-only file system : '{folder}/home/.cache/yocto-sdk/git'.")]
    public async Task A_folder_that_can_not_be_written_is_an_error(string folder, string error)
    {
        using var mount = TemporaryMount.Create(User[folder]);
        mount.ForbidWrites();
        await RefusedAsync(Stale, [At(0, 0, error)], mount.Dispose);
    }

    [HeavyTheory(2)]
    [InlineData("obj", "")]
    [InlineData("bin", "in place of the folder")]
    [InlineData("home/.cache/yocto-sdk/git", "in place of the folder")]
    public Task A_file_in_the_place_of_a_folder_is_an_error(string folder, string content) => RefusedAsync(
        () =>
        {
            Stale();
            if (Directory.Exists(User[folder]))
                Directory.Move(User[folder], User["home/away"]);
            File.WriteAllText(User[folder], content);
        },
        [At(0, 0, folder == "bin" ? "YOCTO5002: {folder}/bin/Debug/qemuarm64/…" : "YOCTO1055: A file or folder can't be read or written: …")],
        () =>
        {
            File.Delete(User[folder]);
            if (Directory.Exists(User["home/away"]))
                Directory.Move(User["home/away"], User[folder]);
        });

    [HeavyFact(2)]
    public Task A_folder_in_the_place_of_a_deliverable_is_an_error() => RefusedAsync(
        () =>
        {
            File.Delete(User[Wic]);
            User.Write($"{Wic}/mine.txt", "mine");
        },
        [At(0, 0, $"YOCTO5007: {{folder}}/{Wic} is a folder, but the build writes a file of that name. Move the folder away.")],
        () => Directory.Move(User[Wic], User["home/mine"]));

    [Fact]
    public async Task A_folder_in_the_place_of_the_lock_file_is_an_error()
    {
        var content = User.Read("yocto.lock.json");
        await RefusedAsync(
            () =>
            {
                File.Delete(User["yocto.lock.json"]);
                Directory.CreateDirectory(User["yocto.lock.json"]);
            },
            ["yocto.lock.json(0,0): YOCTO1040: The lock file can't be read: it is a folder. Restore it from version control, or delete it. Without it the branches are looked up again."],
            () => Directory.Delete(User["yocto.lock.json"]));
        Assert.Equal(content, User.Read("yocto.lock.json"));
    }

    [HeavyTheory(2)]
    [InlineData("home/.cache/yocto-sdk", 32, "YOCTO1054: The disk is full: write error: No space left on device. Free some space and build again: the next build resumes.")]
    [InlineData("obj", 64, "YOCTO1054: The disk is full: git could not write {folder}/obj/layers/poky. Free some space and build again: the next build resumes.")]
    [InlineData("bin", 4, "YOCTO5002: {folder}/bin/Debug/qemuarm64/…")]
    public async Task A_disk_that_is_full_is_an_error(string folder, int kilobytes, string error)
    {
        using var mount = TemporaryMount.Create(User[folder], kilobytes << 10);
        await RefusedAsync(Stale, [At(0, 0, error)], mount.Dispose);
    }

    [HeavyFact(2)]
    public async Task A_disk_that_bitbake_fills_is_an_error()
    {
        using var mount = TemporaryMount.Create(User["obj"], 8 << 20);
        Project($"{Good}{NoSpace}");
        (await BuildAsync()).Succeeded();
        await RefusedAsync(
            () =>
            {
                Directory.Delete(User["obj/Debug/qemuarm64/build/tmp"], recursive: true);
                File.WriteAllBytes(User["obj/filler"], new byte[Free("obj") - 8192]);
            },
            [At(0, 0, "YOCTO1054: The disk is full: bitbake could not write to {folder}/obj/Debug/qemuarm64/build. Free some space and build again: the next build resumes.")],
            () => File.Delete(User["obj/filler"]));
        mount.Dispose();
        Project();
        await IsCleanAsync();
    }

    [Fact]
    public async Task A_checkout_with_changes_that_would_be_lost_is_not_moved()
    {
        var commit = await User.Poky.CommitAsync("busybox: another summary", ("meta/recipes-core/busybox_1.36.1.bb", "SUMMARY = \"Another\"\n"));
        const string file = $"{Checkout}/meta/recipes-core/base-files_3.0.14.bb";
        var text = User.Read(file);

        await RefusedAsync(
            () =>
            {
                User.Write(file, "SUMMARY = \"Mine\"\n");
                Project(poky: $"""<YoctoLayerRepository Include="poky" Url="upstream/poky" Commit="{commit}" />""");
            },
            [At(6, 6, $"YOCTO1050: The checkout {{folder}}/{Checkout} must move to {commit}, but it contains your changes: meta/recipes-core/base-files_3.0.14.bb. …")],
            () => User.Write(file, text));
    }

    [HeavyFact(2)]
    public async Task A_checkout_with_a_commit_of_the_users_own_is_not_moved()
    {
        var commit = await User.Poky.CommitAsync("busybox: a third summary", ("meta/recipes-core/busybox_1.36.1.bb", "SUMMARY = \"Third\"\n"));
        var checkout = new UpstreamRepository(User[Checkout]);
        var pinned = await checkout.GitAsync("rev-parse", "HEAD");
        var mine = await checkout.CommitAsync("mine");

        await RefusedAsync(
            () => Project(poky: $"""<YoctoLayerRepository Include="poky" Url="upstream/poky" Commit="{commit}" />"""),
            [At(6, 6, $"YOCTO1051: The checkout {{folder}}/{Checkout} must move to {commit}, but you checked out {mine} there. …")],
            () => File.WriteAllText(User[$"{Checkout}/.git/HEAD"], $"{pinned}\n"));
    }

    [HeavyTheory(2)]
    [InlineData("yocto-sdk.json")]
    [InlineData("HEAD")]
    public async Task A_checkout_that_is_damaged_is_kept_and_made_anew(string file)
    {
        User.Write($"{Checkout}/.git/{file}", "garbage");
        User.Write($"{Checkout}/mine.txt", "mine");

        var build = (await BuildAsync()).Succeeded();

        Assert.Equal([At(6, 6, $"YOCTO1053: The folder {User[Checkout]} is not a valid checkout. It was renamed to {User[Checkout]}.aside-1, and a new checkout replaces it.")], build.Warnings);
        Assert.Equal("mine", User.Read($"{Checkout}.aside-1/mine.txt"));
        Directory.Delete(User[$"{Checkout}.aside-1"], recursive: true);
        await IsCleanAsync();
    }

    [HeavyTheory(2)]
    [InlineData("objects/pack/*.pack", true)]
    [InlineData("objects/pack/*.pack", false)]
    [InlineData("objects/pack/*.idx", false)]
    [InlineData("refs/yocto/*", false)]
    [InlineData("config", true)]
    public async Task A_cache_that_is_damaged_is_fetched_anew(string files, bool cutShort)
    {
        var cache = Directory.GetDirectories(User["home/.cache/yocto-sdk/git"]).Single(d => Directory.Exists($"{d}/refs/yocto"));
        Directory.Delete(User["obj"], recursive: true);
        foreach (var file in Directory.GetFiles(Path.Combine(cache, Path.GetDirectoryName(files)!), Path.GetFileName(files)))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            if (cutShort)
                File.WriteAllText(file, "PACK");
            else
                File.Delete(file);
        }

        await IsCleanAsync();
        await IsCleanAsync();
    }

    [HeavyFact(2)]
    public async Task What_a_restore_left_and_is_damaged_is_asked_for_anew()
    {
        await RefusedAsync(
            () => User.Write("obj/yocto.layers.json", "{ \"Release\":"),
            [At(0, 0, "YOCTO1045: The layers are not restored ({folder}/obj/yocto.layers.json is damaged). Run dotnet restore.")],
            arguments: "--no-restore");
    }

    [HeavyTheory(2)]
    [InlineData("obj/yocto.layers.stamp")]
    [InlineData("obj/Debug/qemuarm64/yocto.stamp")]
    [InlineData("obj/Debug/qemuarm64/build-result.json")]
    [InlineData("obj/Debug/qemuarm64/outputs.json")]
    [InlineData("obj/Debug/qemuarm64/outputs.props")]
    [InlineData("obj/Debug/qemuarm64/build/conf/local.conf")]
    public async Task What_a_build_left_and_is_damaged_is_made_anew(string file)
    {
        var content = User.Read(file);
        User.Write(file, content[..(content.Length / 2)]);

        await IsCleanAsync();
        User.Write(file, "");
        await IsCleanAsync();

        Assert.NotEmpty(User.Read(file));
    }

    [HeavyTheory(2)]
    [InlineData("")]
    [InlineData("# garbage\nmore\n")]
    public async Task The_list_that_names_a_changed_file_is_made_anew_when_there_is_one(string damaged)
    {
        const string file = "obj/Debug/qemuarm64/yocto.stamp.files";
        var content = User.Read(file);
        User.Write(file, damaged);
        await IsCleanAsync();

        User.Write("layers/meta-product/recipes-product/hello_1.0.bb", $"SUMMARY = \"{Guid.NewGuid()}\"\n");
        var stale = (await BuildAsync()).Succeeded();

        Assert.Contains("RunBitBake", stale.Tasks);
        Assert.Equal(content.Split('\n').Length, User.Read(file).Split('\n').Length);
    }

    // Every step of a build has something to do.
    private void Stale()
    {
        foreach (var folder in (string[])["obj", "home/.cache/yocto-sdk"])
        {
            foreach (var inner in Directory.Exists(User[folder]) ? Directory.GetFileSystemEntries(User[folder]) : [])
            {
                if (Directory.Exists(inner))
                    Directory.Delete(inner, recursive: true);
                else
                    File.Delete(inner);
            }
        }
    }

    private long Free(string folder) => new DriveInfo(User[folder]).AvailableFreeSpace;
}

using System.Text.Json;
using Yocto.Sdk.Host;

namespace Yocto.Sdk.Tests.Host;

public sealed class DistributionTests : IDisposable
{
    private readonly FakeHost _host = new();

    [Theory]
    [InlineData("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID=\"12\"", "apt-get")]
    [InlineData("NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian", "apt-get")]
    [InlineData("ID=linuxmint\nID_LIKE=\"ubuntu debian\"", "apt-get")]
    [InlineData("ID=raspbian\nID_LIKE=debian", "apt-get")]
    [InlineData("ID=fedora", "dnf")]
    [InlineData("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"", "dnf")]
    [InlineData("ID=\"centos\"", "dnf")]
    [InlineData("ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"", "zypper")]
    [InlineData("ID='opensuse-tumbleweed'", "zypper")]
    [InlineData("ID=arch", "pacman")]
    [InlineData("ID=manjaro\nID_LIKE=arch", "pacman")]
    [InlineData("ID=alpine", "apk")]
    [InlineData("# a comment\n\n ID = debian \nID_LIKE", "apt-get")]
    [InlineData("ID=arch\nID=debian", "apt-get")]
    public void The_family_of_a_distribution_follows_from_os_release(string release, string packageManager) =>
        Assert.Equal(packageManager, Distribution.Of(_host.Etc("os-release", release).System)?.Install[0]);

    [Theory]
    [InlineData("ID=nixos")]
    [InlineData("ID=archery")]
    [InlineData("NAME=debian")]
    [InlineData("")]
    public void A_distribution_that_the_table_does_not_know_has_no_family(string release) =>
        Assert.Null(Distribution.Of(_host.Etc("os-release", release).System));

    [Fact]
    public void The_os_release_in_usr_lib_serves_where_etc_has_none()
    {
        Assert.Null(Distribution.Of(_host.System));

        _host.Folder.Write("root/usr/lib/os-release", "ID=fedora\n");

        Assert.Equal("dnf", Distribution.Of(_host.System)?.Install[0]);
    }

    [Theory]
    [InlineData("debian", "chrpath", "chrpath")]
    [InlineData("debian", "ar", "binutils")]
    [InlineData("debian", "[", "coreutils")]
    [InlineData("debian", "mkfs.vfat", "dosfstools")]
    [InlineData("fedora", "lz4c", "lz4")]
    [InlineData("debian", "chr", null)]
    public void The_package_of_a_command_depends_on_the_distribution(string id, string command, string? package) =>
        Assert.Equal(package, Of(id).PackageOf(command));

    [Theory]
    [InlineData("debian", true, "apt-get update && apt-get install -y --no-install-recommends chrpath gawk")]
    [InlineData("debian", false, "sudo apt-get update && sudo apt-get install -y --no-install-recommends chrpath gawk")]
    [InlineData("fedora", true, "dnf install -y chrpath gawk")]
    [InlineData("suse", false, "sudo zypper --non-interactive install chrpath gawk")]
    [InlineData("alpine", true, "apk add chrpath gawk")]
    public void One_command_line_installs_the_missing_packages(string id, bool asRoot, string line) =>
        Assert.Equal(line, Of(id).InstallLine(["chrpath", "gawk"], asRoot));

    /// <summary>HOSTTOOLS and SANITY_REQUIRED_UTILITIES of zeus to wrynose.</summary>
    [Theory]
    [InlineData("debian")]
    [InlineData("fedora")]
    [InlineData("suse")]
    [InlineData("arch")]
    [InlineData("alpine")]
    public void Every_family_has_a_package_for_each_command_that_OpenEmbedded_asks_for(string id)
    {
        const string asked = """
            [ ar as awk basename bash bzip2 cat chgrp chmod chown chrpath cmp comm cp cpio cpp cut date dd diff diffstat dirname du
            echo egrep env expr false fgrep file find flock g++ gawk gcc getconf getopt git grep gunzip gzip head hostname iconv id
            install ld ldd ln ls lz4c make md5sum mkdir mkfifo mknod mktemp mv nl nm objcopy objdump od patch perl pod2man
            pr printf pwd pzstd python3 ranlib readelf readlink realpath rm rmdir rpcgen sed seq sha1sum sha224sum sha256sum
            sha384sum sha512sum size sleep sort split stat strings strip tail tar tee test touch tr true truncate uname uniq unzstd
            wc wget which xargs xz zstd
            """;
        var family = Of(id);
        var lacking = asked.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(c => family.PackageOf(c) is null);

        Assert.Equal("", string.Join(' ', lacking));
    }

    [Fact]
    public void The_table_of_packages_names_each_command_once_and_each_family_by_ids_of_its_own()
    {
        using var data = typeof(Distribution).Assembly.GetManifestResourceStream("Yocto.Sdk.Host.packages.json")!;
        var families = JsonSerializer.Deserialize<Dictionary<string, Distribution>>(data, JsonSerializerOptions.Web)!;

        Assert.Equal(["alpine", "arch", "debian", "fedora", "suse"], families.Keys.Order());
        Assert.Distinct(families.Values.SelectMany(f => f.Ids));
        Assert.All(families.Values, f =>
        {
            Assert.NotEmpty(f.Install);
            Assert.Distinct(f.Packages.Values.SelectMany(c => c.Split(' ')));
            Assert.All(f.Packages, p => Assert.Matches(@"^[a-z0-9][a-z0-9.+-]*$", p.Key.ToLowerInvariant()));
            Assert.All(f.Packages.Values.SelectMany(c => c.Split(' ')), c => Assert.Matches(@"^\S+$", c));
            Assert.True(f.LocalePackage is not null || f.Locale is not null, "nothing makes its locale");
        });
    }

    public void Dispose() => _host.Dispose();

    private Distribution Of(string id) => Distribution.Of(_host.Etc("os-release", $"ID={id}\n").System)!;
}

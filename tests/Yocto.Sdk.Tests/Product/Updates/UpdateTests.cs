using System.Security.Cryptography.X509Certificates;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Tasks;
using static Yocto.Sdk.Testing.TestCertificates;

namespace Yocto.Sdk.Tests.Product.Updates;

public sealed class UpdateTests : IDisposable
{
    private const string Rauc = "<YoctoUpdateEngine>rauc</YoctoUpdateEngine>\n<YoctoDataPartition>/data</YoctoDataPartition>";

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingBuildEngine _engine = new();

    [Fact]
    public void An_updatable_system_lies_in_two_slots_that_the_bootloader_chooses_from()
    {
        var task = Task(Rauc);

        Assert.True(task.Execute());

        Assert.Equal(("device-image", "device-bundle"), (task.ImageRecipe, task.BundleRecipe));
        Assert.Contains("""
            # YoctoUpdateEngine
            UPDATE_SLOT_SIZE = "1024"
            UPDATE_SLOTS_FSTAB = "/dev/system-disk/by-partuuid/7c1a6b02-6d3e-4f6b-9a56-0f1b5a9d2c0e /boot/efi vfat noatime,nosuid,nodev,umask=0077,nofail 0 0"
            WKS_FILE = "device-image-slots.wks.in"
            inherit update-slots
            """, Layer("recipes-product/images/device-image.bb"), StringComparison.Ordinal);
        Assert.Equal("""
            # Two slots for the system, which grow no more, and before them the bootloader that chooses between them.
            bootloader --ptable gpt
            part --source bootimg-partition --fstype=vfat --label efi --part-name efi --part-type c12a7328-f81f-11d2-ba4b-00a0c93ec93b --uuid 7c1a6b02-6d3e-4f6b-9a56-0f1b5a9d2c0e --fixed-size 64M --align 1024
            part --source rawcopy --sourceparams="file=${IMGDEPLOYDIR}/${IMAGE_LINK_NAME}.ext4" --fstype=ext4 --part-name system-a --uuid 7c1a6b02-6d3e-4f6b-9a56-0f1b5a9d2c0a --fixed-size 1024M --align 1024
            part --fstype=ext4 --label system-b --part-name system-b --uuid 7c1a6b02-6d3e-4f6b-9a56-0f1b5a9d2c0b --fixed-size 1024M --align 1024

            """, Layer("wic/device-image-slots.wks.in"));
        var slots = Layer("recipes-product/update-slots/files/grub.cfg");
        Assert.Contains("partuuid=7c1a6b02-6d3e-4f6b-9a56-0f1b5a9d2c0a\n", slots, StringComparison.Ordinal);
        Assert.Contains("partuuid=7c1a6b02-6d3e-4f6b-9a56-0f1b5a9d2c0b\n", slots, StringComparison.Ordinal);
        Assert.Contains("device=/dev/system-disk/by-partuuid/7c1a6b02-6d3e-4f6b-9a56-0f1b5a9d2c0b\n", Layer("recipes-core/rauc/files/system.conf"), StringComparison.Ordinal);
        Assert.Equal("FILESEXTRAPATHS:prepend := \"${THISDIR}/files:\"\n", Layer("recipes-core/rauc/rauc-conf.bbappend"));
    }

    [Fact]
    public void An_update_bundle_and_the_device_agree_on_what_they_are_for()
    {
        Assert.True(Task($"{Rauc}\n<YoctoUpdateCompatible>acme gateway</YoctoUpdateCompatible>\n<YoctoUpdateSlotSize>2G</YoctoUpdateSlotSize>").Execute());

        Assert.Contains("compatible=acme gateway\n", Layer("recipes-core/rauc/files/system.conf"), StringComparison.Ordinal);
        Assert.Contains("data-directory=/data/rauc\n", Layer("recipes-core/rauc/files/system.conf"), StringComparison.Ordinal);
        var bundle = Layer("recipes-product/bundles/device-bundle.bb");
        Assert.Contains("RAUC_BUNDLE_COMPATIBLE = \"acme gateway\"\n", bundle, StringComparison.Ordinal);
        Assert.Contains("RAUC_SLOT_rootfs = \"device-image\"\n", bundle, StringComparison.Ordinal);
        Assert.Contains("UPDATE_SLOT_SIZE = \"2048\"", Layer("recipes-product/images/device-image.bb"), StringComparison.Ordinal);

        Assert.True(Task(Rauc).Execute());
        Assert.Contains("compatible=device-qemux86-64\n", Layer("recipes-core/rauc/files/system.conf"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_that_images_take_to_be_loaded_does_not_count_against_a_boot()
    {
        Assert.True(Task(Rauc).Execute());

        var files = "recipes-product/update-slots/files";
        Assert.Contains("JobTimeoutSec=30min\n", Layer($"{files}/rauc-mark-good.conf"), StringComparison.Ordinal);
        // a job that is taken away and made anew has its time anew
        Assert.Equal("""
            # The images that a system loads at its first boot have time of their own: when they are there, the boot's begins anew.
            [Service]
            ExecStartPre=-/usr/bin/env systemctl --no-block stop rauc-mark-good.service
            ExecStartPost=-/usr/bin/env systemctl --no-block start rauc-mark-good.service
            ExecStopPost=-/usr/bin/env systemctl --no-block start rauc-mark-good.service

            """, Layer($"{files}/container-preload.conf"));
    }

    [Fact]
    public void Wic_sources_and_rauc_recipes_have_the_names_of_the_release()
    {
        Assert.True(Task(Rauc, "2.18.0").Execute());
        Assert.Contains("part --source bootimg_partition ", Layer("files/wic/device-image-slots.wks.in"), StringComparison.Ordinal);

        // the recipe of rauc had its configuration, once
        File.Delete(_folder["meta/recipes-core/rauc/rauc-conf.bb"]);
        Assert.True(Task(Rauc, "1.46.0").Execute());
        Assert.Equal("FILESEXTRAPATHS_prepend := \"${THISDIR}/files:\"\n", Layer("recipes-core/rauc/rauc_%.bbappend"));
    }

    [Fact]
    public void A_development_key_for_updates_is_made_once_and_warned_of()
    {
        Assert.True(Task(Rauc).Execute());
        var key = File.ReadAllText(_folder["obj/update/development-key.pem"]);
        var warning = Assert.Single(_engine.Warnings);
        Assert.True(Task(Rauc).Execute());

        Assert.Equal(("YOCTO5510", 3), (warning.Code, warning.LineNumber));
        Assert.Equal(key, File.ReadAllText(_folder["obj/update/development-key.pem"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["obj/update/development-key.pem"]));
        using var certificate = X509Certificate2.CreateFromPem(key, key);
        Assert.Equal(certificate.ExportCertificatePem() + "\n", Layer("recipes-core/rauc/files/ca.cert.pem"));
        Assert.Equal(_folder["obj/update/development-key.pem"], ProductRecord.Read(_folder["obj/product.json"])!.Bundle!.KeyFile);
        Assert.All(Files(), file => Assert.DoesNotContain("PRIVATE", file, StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_of_the_projects_own_signs_updates_and_the_root_that_issued_it_is_trusted()
    {
        using var root = Authority("CN=root");
        using var factory = Authority("CN=factory", root);
        using var signer = Authority("CN=signer", factory);
        WriteKey(_folder, "keys/update.key.pem", signer);
        Write(_folder, "keys/update.cert.pem", signer, factory, root);

        Assert.True(Task($"{Rauc}\n{Keys}").Execute());

        Assert.Empty(_engine.Warnings);
        Assert.Equal(root.ExportCertificatePem() + "\n", Layer("recipes-core/rauc/files/ca.cert.pem"));
        Assert.Equal(signer.ExportCertificatePem() + "\n", Layer("recipes-product/bundles/files/signer.cert.pem"));
        Assert.Equal(factory.ExportCertificatePem() + "\n", Layer("recipes-product/bundles/files/intermediate-1.cert.pem"));
        Assert.Contains("BUNDLE_ARGS := \"--intermediate=${THISDIR}/files/intermediate-1.cert.pem\"", Layer("recipes-product/bundles/device-bundle.bb"), StringComparison.Ordinal);
        Assert.Contains("[file-checksums] += \"${THISDIR}/files/signer.cert.pem:True ${THISDIR}/files/intermediate-1.cert.pem:True\"", Layer("recipes-product/bundles/device-bundle.bb"), StringComparison.Ordinal);
        Assert.Equal(_folder["keys/update.key.pem"], ProductRecord.Read(_folder["obj/product.json"])!.Bundle!.KeyFile);
        Assert.All(Files(), file => Assert.DoesNotContain("PRIVATE", file, StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_that_does_not_belong_to_the_certificate_is_refused()
    {
        using var one = Authority("CN=one");
        using var other = Authority("CN=other");
        WriteKey(_folder, "keys/update.key.pem", one);
        Write(_folder, "keys/update.cert.pem", other);

        Assert.False(Task($"{Keys}\n{Rauc}").Execute());

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("YOCTO5508", 3), (error.Code, error.LineNumber));
    }

    [Fact]
    public void A_chain_that_no_device_could_verify_is_refused_at_the_line_of_the_certificate()
    {
        using var root = Authority("CN=root");
        using var signer = Authority("CN=signer", root);
        using var stranger = Authority("CN=root");
        WriteKey(_folder, "keys/update.key.pem", signer);
        var file = Write(_folder, "keys/update.cert.pem", signer);

        Assert.False(Task($"{Keys}\n{Rauc}").Execute());
        Write(_folder, "keys/update.cert.pem", signer, stranger);
        Assert.False(Task($"{Keys}\n{Rauc}").Execute());

        Assert.Equal(
            [
                ("YOCTO5511", 4, $"Devices would refuse every update that is signed with {file}: the chain does not end in a root. Append the certificate of CN=root, and so on up to the root."),
                ("YOCTO5511", 4, $"Devices would refuse every update that is signed with {file}: CN=signer is not signed with the key of the certificate of CN=root that follows it. Take the certificate that it was issued with."),
            ],
            _engine.Errors.Select(e => (e.Code, e.LineNumber, e.Message)));
    }

    [Theory]
    [InlineData(80, true)]
    [InlineData(100, false)]
    public void A_certificate_that_soon_expires_is_warned_of(int days, bool isWarned)
    {
        using var root = Authority("CN=root");
        using var signer = Make("CN=signer", root, until: days);
        WriteKey(_folder, "keys/update.key.pem", signer);
        Write(_folder, "keys/update.cert.pem", signer, root);

        Assert.True(Task($"{Keys}\n{Rauc}").Execute());

        Assert.Equal(isWarned ? [("YOCTO5512", 4)] : [], _engine.Warnings.Select(w => (w.Code, w.LineNumber)));
    }

    [Fact]
    public void A_device_trusts_further_roots_so_that_the_key_can_change()
    {
        using var old = Authority("CN=old");
        using var next = Authority("CN=next");
        using var last = Authority("CN=last");
        WriteKey(_folder, "keys/update.key.pem", old);
        Write(_folder, "keys/update.cert.pem", old);
        Write(_folder, "keys/roots.pem", next, last);

        Assert.True(Task($"{Keys}\n{Rauc}\n<YoctoUpdateTrustedRoots>keys/roots.pem</YoctoUpdateTrustedRoots>").Execute());

        Assert.Equal(
            string.Concat(new[] { old, next, last }.Select(c => c.ExportCertificatePem() + "\n")), Layer("recipes-core/rauc/files/ca.cert.pem"));
    }

    [Fact]
    public void Roots_that_a_device_cannot_trust_are_an_error_at_their_line()
    {
        using var root = Authority("CN=root");
        using var factory = Authority("CN=factory", root);
        const string roots = "<YoctoUpdateTrustedRoots>keys/roots.pem</YoctoUpdateTrustedRoots>";

        Assert.False(Task($"{roots}\n{Rauc}").Execute());
        Write(_folder, "keys/roots.pem", factory);
        Assert.False(Task($"{roots}\n{Rauc}").Execute());

        Assert.Equal([("YOCTO5513", 3), ("YOCTO5513", 3)], _engine.Errors.Select(e => (e.Code, e.LineNumber)));
        Assert.EndsWith("CN=factory is not a root, because CN=root issued it.", _engine.Errors[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_takes_no_update_that_is_older_than_the_minimum()
    {
        const string minimum = "<YoctoUpdateMinimumVersion>1.2</YoctoUpdateMinimumVersion>";
        var task = Task($"{minimum}\n{Rauc}");
        _folder.Write("meta/recipes-core/rauc/rauc_1.15.2.bb", "");
        _folder.Write("meta/recipes-core/rauc/rauc_git.bb", "");

        Assert.True(task.Execute());

        Assert.Contains("min-bundle-version=1.2\n", Layer("recipes-core/rauc/files/system.conf"), StringComparison.Ordinal);

        // which would refuse its whole configuration
        File.Move(_folder["meta/recipes-core/rauc/rauc_1.15.2.bb"], _folder["meta/recipes-core/rauc/rauc_1.8.bb"]);
        Assert.False(Task($"{minimum}\n{Rauc}").Execute());
        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("YOCTO5516", 3), (error.Code, error.LineNumber));
    }

    [Fact]
    public void A_development_key_that_a_power_cut_left_empty_is_made_again()
    {
        _folder.Write("obj/update/development-key.pem", "");

        Assert.True(Task(Rauc).Execute());

        var key = File.ReadAllText(_folder["obj/update/development-key.pem"]);
        using var certificate = X509Certificate2.CreateFromPem(key, key);
        Assert.True(certificate.HasPrivateKey);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIGH")]
    [InlineData("\0\0\0")]
    public void A_damaged_development_key_is_told_and_kept(string content)
    {
        _folder.Write("obj/update/development-key.pem", content);

        Assert.False(Task(Rauc).Execute());

        Assert.Equal("YOCTO5514", Assert.Single(_engine.Errors).Code);
        Assert.Equal(content, File.ReadAllText(_folder["obj/update/development-key.pem"]));
    }

    [Theory]
    [InlineData("<YoctoUpdateEngine>mender</YoctoUpdateEngine>", "YOCTO5501")]
    [InlineData("<YoctoUpdateCompatible>\"; reboot</YoctoUpdateCompatible>", "YOCTO5506")]
    [InlineData("<YoctoUpdateKey>keys/update.key.pem</YoctoUpdateKey>", "YOCTO5507")]
    [InlineData("<YoctoUpdateCertificate>keys/update.cert.pem</YoctoUpdateCertificate>", "YOCTO5507")]
    [InlineData("<YoctoUpdateMinimumVersion>the first</YoctoUpdateMinimumVersion>", "YOCTO5515")]
    [InlineData("<YoctoUpdateMinimumVersion>1.2.3.4</YoctoUpdateMinimumVersion>", "YOCTO5515")]
    [InlineData("<YoctoUpdateSlotSize>10M</YoctoUpdateSlotSize>", "YOCTO5509")]
    [InlineData("<YoctoUpdateSlotSize>large</YoctoUpdateSlotSize>", "YOCTO5509")]
    public void An_update_setting_that_cannot_be_is_an_error_at_its_line(string property, string code)
    {
        Assert.False(Task($"{property}\n{(property.Contains("Engine", StringComparison.Ordinal) ? "" : Rauc)}").Execute());

        var error = Assert.Single(_engine.Errors);
        Assert.Equal((code, 3), (error.Code, error.LineNumber));
        Assert.False(File.Exists(_folder["obj/update/development-key.pem"]));
    }

    [Theory]
    [InlineData("<YoctoUpdateEngine>rauc</YoctoUpdateEngine>", "YOCTO5503", "qemux86-64", "2.8.0")]
    [InlineData(Rauc, "YOCTO5504", "qemuarm64", "2.8.0")]
    [InlineData(Rauc, "YOCTO5505", "qemux86-64", "1.44.0")]
    [InlineData(Rauc, "YOCTO5505", "qemux86-64", "1.52.0")]
    [InlineData("<YoctoUpdateSlotSize>1G</YoctoUpdateSlotSize>", "YOCTO5502", "qemux86-64", "2.8.0")]
    [InlineData("<YoctoUpdateTrustedRoots>roots.pem</YoctoUpdateTrustedRoots>", "YOCTO5502", "qemux86-64", "2.8.0")]
    [InlineData("<YoctoUpdateMinimumVersion>1</YoctoUpdateMinimumVersion>", "YOCTO5502", "qemux86-64", "2.8.0")]
    public void What_updates_need_and_is_missing_is_an_error_at_the_line_that_asks_for_updates(string properties, string code, string machine, string bitBake)
    {
        Assert.False(Task(properties, bitBake, machine).Execute());

        var error = Assert.Single(_engine.Errors);
        Assert.Equal((code, 3), (error.Code, error.LineNumber));
    }

    [Fact]
    public void Updates_without_meta_rauc_are_an_error()
    {
        var task = Task(Rauc);
        File.Delete(_folder["meta/classes-recipe/bundle.bbclass"]);

        Assert.False(task.Execute());

        Assert.Contains("Add <YoctoLayer Include=\"meta-rauc\" />.", Assert.Single(_engine.Errors).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Keys =>
        "<YoctoUpdateKey>keys/update.key.pem</YoctoUpdateKey>\n<YoctoUpdateCertificate>keys/update.cert.pem</YoctoUpdateCertificate>";

    private string Layer(string path) => File.ReadAllText(_folder[$"obj/meta-device/{path}"]);

    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(_folder["obj/meta-device"], "*", SearchOption.AllDirectories).Select(File.ReadAllText);

    private ProductTasks Task(string properties, string bitBake = "2.8.0", string machine = "qemux86-64")
    {
        var task = ProductTasks.Of(_folder, _engine, properties, bitBake);
        task.Read.Machine = machine;
        task.Read.Distro = "poky";
        task.Read.DevelopmentKeyFile = _folder["obj/update/development-key.pem"];
        _folder.Write("meta/conf/machine/qemux86-64.conf", "DEFAULTTUNE = \"core2-64\"\nTUNE_FEATURES:tune-core2-64 = \"m64 core2\"\n");
        _folder.Write("meta/conf/distro/poky.conf", "");
        _folder.Write("meta/classes-recipe/bundle.bbclass", "");
        if (bitBake != "1.46.0")
            _folder.Write("meta/recipes-core/rauc/rauc-conf.bb", "");
        return task;
    }
}

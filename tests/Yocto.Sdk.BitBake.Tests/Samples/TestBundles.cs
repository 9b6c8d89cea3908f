using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Outputs;

namespace Yocto.Sdk.BitBake.Tests.Samples;

/// <summary>Updates in a folder: those of a build, and others that the host's RAUC makes of its images.</summary>
public sealed class TestBundles
{
    private readonly string _compatible;

    public TestBundles(string folder, string compatible)
    {
        (Folder, _compatible) = (folder, compatible);
        Directory.CreateDirectory(folder);
    }

    public string Folder { get; }

    public void Add(string name, string bundle) => File.Copy(bundle, FileOf(name));

    /// <param name="signing">Options of RAUC: key and certificates.</param>
    /// <param name="spoil">A command of debugfs.</param>
    public async Task MakeAsync(string name, string image, IReadOnlyList<string> signing, string? spoil = null)
    {
        var content = Path.Combine(Folder, name);
        Delivery.Place(image, Path.Combine(content, "system.ext4"), allowHardLink: false);
        await File.WriteAllTextAsync(Path.Combine(content, "manifest.raucm"), $"""
            [update]
            compatible={_compatible}
            version={name}

            [bundle]
            format=verity

            [image.rootfs]
            filename=system.ext4

            """);
        if (spoil is not null)
            await Cli.Wrap("debugfs").WithArguments(["-w", "-R", spoil, Path.Combine(content, "system.ext4")]).ExecuteBufferedAsync();
        await Cli.Wrap("rauc").WithArguments(["bundle", .. signing, content, FileOf(name)]).ExecuteBufferedAsync();
        Directory.Delete(content, recursive: true);
    }

    private string FileOf(string name) => Path.Combine(Folder, $"{name}.raucb");
}

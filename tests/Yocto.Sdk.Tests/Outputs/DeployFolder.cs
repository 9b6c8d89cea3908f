using Yocto.Sdk.BitBake;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Outputs;

/// <summary>A TMPDIR as OpenEmbedded-Core leaves it: deployed files, and the sstate manifests that list them.</summary>
internal sealed class DeployFolder : IDisposable
{
    public const string Images = "tmp/deploy/images/qemuarm64";
    public const string LinkName = "core-image-minimal-qemuarm64.rootfs";

    public TemporaryFolder Folder { get; } = new();

    /// <summary>Writes a file into the machine's folder of images and returns its absolute path.</summary>
    public string Deploy(string name, string content = "x") => Folder.Write($"{Images}/{name}", content);

    /// <summary>Makes a symbolic link in the machine's folder of images and returns its absolute path.</summary>
    public string Link(string name, string target)
    {
        var link = Folder[$"{Images}/{name}"];
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, target);
        return link;
    }

    public string Manifest(string recipe, string task, params IEnumerable<string> paths) =>
        Manifest("qemuarm64", recipe, task, paths);

    public string Manifest(string architecture, string recipe, string task, IEnumerable<string> paths) =>
        Folder.Write($"tmp/sstate-control/manifest-{architecture}-{recipe}.{task}", string.Concat(paths.Select(p => p + "\n")));

    /// <summary>What bitbake tells of the build of an image, or of other targets.</summary>
    public BuildResult Build(params IReadOnlyList<BuiltTarget> targets) => new("qemuarm64",
        targets.Count > 0 ? targets : [Image()],
        new Dictionary<string, string>
        {
            ["MACHINE_ARCH"] = "qemuarm64",
            ["TMPDIR"] = Folder["tmp"],
            ["DEPLOY_DIR"] = Folder["tmp/deploy"],
            ["DEPLOY_DIR_IMAGE"] = Folder[Images],
            ["LICENSE_DIRECTORY"] = Folder["tmp/deploy/licenses"],
            ["SSTATE_MANIFESTS"] = Folder["tmp/sstate-control"],
            ["PREFERRED_PROVIDER_virtual/kernel"] = "linux-yocto",
        },
        []);

    public static BuiltTarget Image(string recipe = "core-image-minimal", string linkName = LinkName) =>
        Target(recipe, ("IMAGE_LINK_NAME", linkName), ("IMAGE_FSTYPES", "wic ext4"));

    public static BuiltTarget Target(string recipe, params IEnumerable<(string Name, string Value)> variables) =>
        new(recipe, recipe, $"/layers/{recipe}.bb", variables.ToDictionary(v => v.Name, v => v.Value));

    /// <summary>The deployed files as one delivers them: name and type.</summary>
    public static IEnumerable<string> Described(IEnumerable<DeployedFile> files) => files.Select(f => $"{f.Name}: {f.Kind} {f.Type}");

    public void Dispose() => Folder.Dispose();
}

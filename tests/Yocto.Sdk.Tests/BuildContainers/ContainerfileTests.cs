using Yocto.Sdk.Language;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.BuildContainers;

public sealed class ContainerfileTests
{
    [Fact]
    public void Each_release_has_the_Containerfile_whose_name_spans_it()
    {
        var folder = Path.Combine(SourceTree.Root, "sdk/containers");
        var ranges = Directory.GetFiles(folder).Select(f => Path.GetFileNameWithoutExtension(f).Split('-')).ToList();
        var names = ReleaseCatalogue.Releases.Select(r => r.Name).ToList();

        foreach (var release in ReleaseCatalogue.Releases)
        {
            var range = Assert.Single(ranges, r => names.IndexOf(r[0]) <= names.IndexOf(release.Name) && names.IndexOf(release.Name) <= names.IndexOf(r[1]));
            // master's bitbake is newer than the newest release's
            var bitBake = release.Name == "master" ? new Version(99, 0) : Version.Parse(release.BitBake);
            Assert.Equal($"{range[0]}-{range[1]}.Containerfile", new ReleaseFacts(bitBake).Containerfile);
        }
    }
}

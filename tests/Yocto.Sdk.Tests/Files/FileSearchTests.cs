using Yocto.Sdk.Files;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Files;

public sealed class FileSearchTests
{
    [Fact]
    public void Links_that_lead_back_end_and_files_behind_links_are_found()
    {
        using var folder = new TemporaryFolder();
        folder.Write("layer/recipes-x/a.bb", "");
        folder.Write("elsewhere/b.bb", "");
        folder.Write("layer/.git/c.bb", "");
        Directory.CreateSymbolicLink(folder["layer/recipes-x/up"], "..");
        Directory.CreateSymbolicLink(folder["layer/recipes-x/up2"], "..");
        Directory.CreateSymbolicLink(folder["layer/recipes-y"], "../elsewhere");
        Directory.CreateSymbolicLink(folder["layer/nowhere"], "../nowhere");

        Assert.Equal(["a.bb", "b.bb"], FileSearch.Visible(folder["layer"], "*.bb").Select(Path.GetFileName).Order());
        Assert.Equal(["a.bb", "b.bb", "c.bb"], FileSearch.All(folder["layer"]).Select(Path.GetFileName).Where(f => f != "nowhere").Order());
    }
}

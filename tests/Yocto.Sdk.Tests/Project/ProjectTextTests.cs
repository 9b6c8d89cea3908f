using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Project;

public sealed class ProjectTextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _project;

    public ProjectTextTests() => _project = _folder.Write("device.yoctoproj", """
        <Project Sdk="Yocto.Sdk">
          <PropertyGroup>
            <Machine>qemuarm64</Machine>
          </PropertyGroup>
          <ItemGroup>
            <YoctoLayer Include="meta-oe; meta-python" />
            <YoctoLayer Include="meta-acme" Priority="x" />
            <YoctoVariable Include="A">
              <Value>b</Value>
            </YoctoVariable>
          </ItemGroup>
        </Project>
        """);

    [Theory]
    [InlineData("Machine", null, null, 3, 6)]
    [InlineData("YoctoLayer", "meta-python", null, 6, 6)]
    [InlineData("YoctoLayer", "meta-acme", "Priority", 7, 37)]
    [InlineData("YoctoVariable", "A", "Value", 9, 8)]
    [InlineData("YoctoLayer", "from-a-property", null, 7, 6)]
    [InlineData("Distro", null, null, 0, 0)]
    public void The_line_of_a_project_element_is_found(string element, string? include, string? metadata, int line, int column) =>
        Assert.Equal(
            new SourceLocation(_project, line, column),
            ProjectText.Locate(new Origin(_project, element, include, metadata)));

    [Fact]
    public void A_project_file_that_is_no_xml_is_still_named()
    {
        var file = _folder.Write("broken.yoctoproj", "<Project");

        Assert.Equal(new SourceLocation(file), ProjectText.Locate(new Origin(file, "Machine")));
    }

    [Fact]
    public void A_property_may_stand_in_a_file_that_the_project_imports()
    {
        var props = _folder.Write("Directory.Build.props", """
            <Project>
              <Import Project="$(MSBuildThisFileDirectory)build/release.props" />
              <PropertyGroup>
                <Machine>qemuarm</Machine>
                <Distro>poky</Distro>
              </PropertyGroup>
            </Project>
            """);
        var release = _folder.Write("build/release.props", """
            <Project>
              <Import Project="../Directory.Build.props" />
              <PropertyGroup><YoctoRelease>scarthgap</YoctoRelease></PropertyGroup>
            </Project>
            """);

        Assert.Equal(new SourceLocation(_project, 3, 6), ProjectText.Locate(new Origin(_project, "Machine")));
        Assert.Equal(new SourceLocation(props, 5, 6), ProjectText.Locate(new Origin(_project, "Distro")));
        Assert.Equal(new SourceLocation(release, 3, 19), ProjectText.Locate(new Origin(_project, "YoctoRelease")));
        Assert.Equal(new SourceLocation(_project), ProjectText.Locate(new Origin(_project, "Image")));
    }

    [Fact]
    public void The_defaults_of_an_SDK_that_is_imported_by_its_path_are_nobodys_lines()
    {
        _folder.Write("sdk/Sdk/Sdk.targets", "<Project><PropertyGroup><Image>core-image-minimal</Image></PropertyGroup></Project>");
        var project = _folder.Write("sample.yoctoproj", """<Project><Import Project="sdk/Sdk/Sdk.targets" /></Project>""");

        Assert.Equal(new SourceLocation(project), ProjectText.Locate(new Origin(project, "Image")));
    }

    public void Dispose() => _folder.Dispose();
}

using Yocto.Sdk.References;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.References;

public sealed class ReferenceCycleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_cycle_of_references_is_told_project_by_project()
    {
        var device = Project("device/device.yoctoproj", "../app/app.csproj");
        var app = Project("app/app.csproj", @"..\lib\lib.csproj;../other/missing.csproj");
        var lib = Project("lib/lib.csproj", "$(MSBuildThisFileDirectory)../device/device.yoctoproj");

        Assert.Equal([device, app, lib, device], ReferenceCycle.Find(device, [app]));
    }

    [Fact]
    public void A_project_that_two_others_need_is_no_cycle()
    {
        var device = Project("device/device.yoctoproj", "../a/a.csproj;../b/b.csproj");
        var a = Project("a/a.csproj", "../c/c.csproj");
        var b = Project("b/b.csproj", "../c/c.csproj");
        Project("c/c.csproj", "../a/a.csproj");

        Assert.Null(ReferenceCycle.Find(device, [a, b]));
    }

    [Fact]
    public void A_reference_under_a_condition_may_be_none()
    {
        var device = Project("device.yoctoproj", "app.csproj");
        var app = _folder.Write("app.csproj", """
            <Project>
              <ItemGroup Condition="'$(Never)' == 'true'">
                <ProjectReference Include="device.yoctoproj" />
              </ItemGroup>
            </Project>
            """);

        Assert.Null(ReferenceCycle.Find(device, [app]));
    }

    [Fact]
    public void A_referenced_project_that_can_not_be_read_is_left_to_MSBuild_to_report() =>
        Assert.Null(ReferenceCycle.Find(_folder["device.yoctoproj"], [_folder.Write("app.csproj", "<Project")]));

    public void Dispose() => _folder.Dispose();

    private string Project(string name, string references) =>
        _folder.Write(name, $"""<Project><ItemGroup><ProjectReference Include="{references}" /></ItemGroup></Project>""");
}

namespace Yocto.Sdk.Project;

/// <summary><c>obj/&lt;Configuration&gt;/&lt;Machine&gt;</c>: what the phases of a build leave there for one another.</summary>
/// <param name="Path">Absolute.</param>
internal sealed record BuildFolder(string Path)
{
    /// <summary>What the project asks for, read and checked.</summary>
    public string Request => File("product-request.json");

    /// <summary>The native applications that the product layer installs.</summary>
    public string Applications => File("applications.json");

    /// <summary>The images of containers that the product layer preloads.</summary>
    public string Containers => File("containers.json");

    /// <summary>The product layer.</summary>
    public string Product => File("product.json");

    /// <summary>The container that bitbake runs in.</summary>
    public string BuildContainer => File("build-container.json");

    /// <summary>What bitbake said of the last build that it finished.</summary>
    public string BuildResult => File("build-result.json");

    /// <summary>The last build as its report tells it, and what the one before it had made.</summary>
    public string Record => File("last-build.json");

    /// <summary>How long each of bitbake's tasks took.</summary>
    public string TaskTimes => File("task-times.json");

    /// <summary>What was delivered.</summary>
    public string Outputs => File("outputs.json");

    /// <summary>The same as items, which the project imports.</summary>
    public string OutputItems => File("outputs.props");

    /// <summary>A folder: the bills of materials of the images.</summary>
    public string Bills => File("materials");

    /// <summary>What was found of known vulnerabilities.</summary>
    public string CveReport => File("cve-report.json");

    /// <summary>What changed since another release.</summary>
    public string Changes => File("changes.md");

    public string Stamp => File("yocto.stamp");

    /// <summary>What a shell in the build directory needs to know.</summary>
    public string Shell => File("shell.json");

    /// <summary>The files of the last release bundle.</summary>
    public string Release => File("bundle.json");

    /// <summary>A folder: the drive that <c>dotnet run</c> keeps.</summary>
    public string Run => File("run");

    private string File(string name) => System.IO.Path.Combine(Path, name);
}

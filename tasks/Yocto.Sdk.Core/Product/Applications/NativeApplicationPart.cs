using Yocto.Sdk.Files;
using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Product.Applications;

/// <summary><c>YoctoDeploy="native"</c>: a recipe with the published files, and its own user and service.</summary>
internal static class NativeApplicationPart
{
    public static ProductPart Of(Application application, PublishedApplication published, ProductSources sources)
    {
        var name = application.Name;
        var root = $"recipes-applications/application-{name}";
        return new ProductPart("ProjectReference", [$"application-{name}"], [],
        [
            .. Template.Fill(sources.FilesOf("native-application"),
                ("NAME", name), ("USER", UserOf(name)),
                ("UNIT_PROGRAM", CommandWords.InUnit($"@libdir@/{name}/{published.Executable}")),
                ("UNIT_ENVIRONMENT", CommandWords.InUnit(application.Environment)),
                ("EXEC_ARGUMENTS", CommandWords.InExec(application.Arguments)),
                ("SHELL_EXECUTABLE", CommandWords.InShell(published.Executable)),
                ("SHELL_ENVIRONMENT", CommandWords.InShell(application.Environment)),
                ("SHELL_ARGUMENTS", CommandWords.InShell(application.Arguments))),
            LayerFile.OfVariables($"{root}/application-{name}.inc", $"ProjectReference {name}",
                ("PV", published.Version.Replace('-', '~')),
                ("EXECUTABLE", CommandWords.InShell(published.Executable)),
                ("SERVICE", application.Start ? name : ""),
                ("GLOBALIZATION", published.InvariantGlobalization ? "" : "libicuuc libicui18n libicudata tzdata")),
            .. FileSearch.All(published.Folder)
                .Order(StringComparer.Ordinal)
                .Select(f => new LayerFile($"{root}/files/publish/{Path.GetRelativePath(published.Folder, f).Replace('\\', '/')}", null, CopyOf: f)),
        ]);
    }

    // useradd takes 32 of letters, digits, _ and -
    private static string UserOf(string name)
    {
        var user = name.Replace('.', '-').Replace('+', '-');
        return user.Length > 32 ? user[..32] : user;
    }
}

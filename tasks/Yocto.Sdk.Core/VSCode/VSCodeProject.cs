using System.Text.Json;
using System.Text.Json.Nodes;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.VSCode;

/// <summary>What VS Code needs of a project: its schema, tasks, problem matchers, launch, and what the BitBake extension asks for.</summary>
/// <param name="ProjectFile">Absolute.</param>
/// <param name="SchemaFile">Where a restore puts the schema; absolute.</param>
/// <param name="BitBakeFolder">The folder that holds <c>bin/bitbake</c>; absolute; null where the layers are not restored.</param>
/// <param name="Image">Null without one.</param>
/// <param name="Machines">Of a project with several; otherwise empty.</param>
internal sealed record VSCodeProject(string ProjectFile, string SchemaFile, string? BitBakeFolder, string? Image, IReadOnlyList<string> Machines)
{
    private string Name => Path.GetFileNameWithoutExtension(ProjectFile);

    /// <summary>What people open: the nearest folder of the project's or above it with a solution or a repository; otherwise the project's.</summary>
    public string Workspace
    {
        get
        {
            var project = Path.GetDirectoryName(ProjectFile)!;
            // a home that is a repository has settings of the user's own
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            for (var folder = project; folder is not null && folder != home; folder = Path.GetDirectoryName(folder))
            {
                if (Path.Exists(Path.Combine(folder, ".git")) || Directory.EnumerateFiles(folder, "*.sln").Any() || Directory.EnumerateFiles(folder, "*.slnx").Any())
                    return folder;
            }

            return project;
        }
    }

    /// <summary>Adds to the files in <c>.vscode</c> what they lack. All of them are read before one is written.</summary>
    /// <param name="kept">Takes the settings of the user's that have another value, each with its file.</param>
    /// <returns>The files that were written.</returns>
    /// <exception cref="YoctoException">A file is no JSON.</exception>
    public IReadOnlyList<string> Write(ICollection<string> kept)
    {
        var merged = new[] { ("settings.json", Settings()), ("tasks.json", Tasks()), ("launch.json", Launch()) }
            .Select(f => Merge(Path.Combine(Workspace, ".vscode", f.Item1), f.Item2, kept)).ToList();
        return [.. merged.Where(f => WholeFile.WriteIfChanged(f.File, f.Text)).Select(f => f.File)];
    }

    private static (string File, string Text) Merge(string file, JsonObject additions, ICollection<string> kept)
    {
        if (!File.Exists(file))
            return (file, JsonText.Of(additions) + "\n");
        List<string> names = [];
        try
        {
            var text = JsonText.Merge(File.ReadAllText(file), additions, names);
            foreach (var name in names)
                kept.Add($"{name} in {file}");
            return (file, text);
        }
        catch (JsonException e)
        {
            var place = new SourceLocation(file, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1);
            throw new YoctoException(VSCodeErrors.NotMergeable.At(place, e.Message.Split(" LineNumber:")[0].Split(" Path:")[0]), e);
        }
    }

    private JsonObject Settings()
    {
        var settings = new JsonObject
        {
            ["files.associations"] = new JsonObject { ["*.yoctoproj"] = "xml" },
            ["xml.fileAssociations"] = new JsonArray(new JsonObject { ["pattern"] = "**/*.yoctoproj", ["systemId"] = InWorkspace(SchemaFile) }),
        };
        if (BitBakeFolder is null)
            return settings;
        settings["bitbake.pathToBitbakeFolder"] = InWorkspace(BitBakeFolder);
        settings["bitbake.workingDirectory"] = InWorkspace(Path.GetDirectoryName(ProjectFile)!);
        settings["bitbake.commandWrapper"] = Shell(Machines.Count > 0 ? Machines[0] : null);
        // the project file writes the configuration
        settings["bitbake.disableConfigModification"] = true;
        if (Image is not null)
            settings["bitbake.sdkImage"] = Image;
        if (Machines.Count > 0)
        {
            settings["bitbake.buildConfigurations"] = new JsonArray([.. Machines.Select(m => (JsonNode)new JsonObject
            {
                ["name"] = $"{Name} {m}",
                ["commandWrapper"] = Shell(m),
            })]);
        }

        return settings;
    }

    // As the build's user or in its container, which another colleague's differs in.
    private string Shell(string? machine) =>
        $"dotnet run --project {InWorkspace(ProjectFile)} -p:YoctoRun=shell {(machine is null ? "" : $"-p:Machine={machine} ")}-- bash -c";

    private JsonObject Tasks() => new()
    {
        ["version"] = "2.0.0",
        ["tasks"] = new JsonArray(
            Task("build", ["build", InWorkspace(ProjectFile)], new JsonObject { ["kind"] = "build", ["isDefault"] = true }),
            Task("run", ["run", "--project", InWorkspace(ProjectFile)]),
            Task("test", ["test", InWorkspace(ProjectFile)], new JsonObject { ["kind"] = "test", ["isDefault"] = true }),
            Task("flash", ["build", InWorkspace(ProjectFile), "-t:YoctoFlash", "-p:YoctoDevice=${input:yoctoDevice}"])),
        ["inputs"] = new JsonArray(new JsonObject
        {
            ["id"] = "yoctoDevice",
            ["type"] = "promptString",
            ["description"] = "The removable medium to write to, for example /dev/sdb",
        }),
    };

    private JsonObject Task(string command, string[] arguments, JsonObject? group = null)
    {
        // without the live display, whose lines no matcher knows
        string[] output = command == "run" ? [] : ["-tl:off", "-consoleLoggerParameters:NoSummary"];
        var task = new JsonObject
        {
            ["label"] = $"{Name}: {command}",
            ["type"] = "process",
            ["command"] = "dotnet",
            ["args"] = new JsonArray([.. arguments.Concat(output).Select(a => (JsonNode)a)]),
        };
        if (group is not null)
            task["group"] = group;
        task["problemMatcher"] = new JsonArray(
            // of a line, then of a whole file; C# errors of projects that are built on the way after these
            Matcher(@"^\s*(?:\d+>)?(\S.*?)\((\d+|\d+,\d+|\d+,\d+,\d+,\d+)\)\s*:\s+(error|warning)\s+(YOCTO\d+)\s*:\s*(.*?)(?:\s+\[[^\]]*\])?$", ("location", 2), ("severity", 3), ("code", 4), ("message", 5)),
            Matcher(@"^\s*(?:\d+>)?(\S[^(]*?)\s*:\s+(error|warning)\s+(YOCTO\d+)\s*:\s*(.*?)(?:\s+\[[^\]]*\])?$", ("severity", 2), ("code", 3), ("message", 4)),
            "$msCompile");
        return task;
    }

    private static JsonObject Matcher(string pattern, params (string Name, int Group)[] groups)
    {
        var matched = new JsonObject { ["regexp"] = pattern, ["file"] = 1 };
        if (groups[0].Name != "location")
            matched["kind"] = "file";
        foreach (var (name, group) in groups)
            matched[name] = group;
        return new JsonObject { ["owner"] = "yocto", ["source"] = "yocto", ["fileLocation"] = "absolute", ["pattern"] = matched };
    }

    private JsonObject Launch() => new()
    {
        ["version"] = "0.2.0",
        ["configurations"] = new JsonArray(new JsonObject
        {
            ["name"] = $"{Name}: boot in QEMU",
            ["type"] = "node-terminal",
            ["request"] = "launch",
            ["command"] = $"dotnet run --project \"{InWorkspace(ProjectFile)}\"",
            ["cwd"] = "${workspaceFolder}",
        }),
    };

    private string InWorkspace(string path)
    {
        var relative = Path.GetRelativePath(Workspace, path).Replace('\\', '/');
        return relative == "." ? "${workspaceFolder}" : relative.StartsWith("..", StringComparison.Ordinal) ? path : $"${{workspaceFolder}}/{relative}";
    }
}

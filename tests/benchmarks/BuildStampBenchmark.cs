#:project ../../tasks/Yocto.Sdk.Tasks/Yocto.Sdk.Tasks.csproj
#:property Nullable=enable
// usage: dotnet run -c Release BuildStampBenchmark.cs -- [folder...]
// How long the stamp's look at all files of the layers takes: of the folders given, else of 20,000 files made for it.
using System.Diagnostics;
using Yocto.Sdk.Stamp;

var made = args.Length > 0 ? null : Directory.CreateTempSubdirectory("build-stamp-").FullName;
if (made is not null)
{
    for (var i = 0; i < 20_000; i++)
    {
        var folder = Path.Combine(made, $"recipes-{i % 40}", $"recipe-{i / 8 % 2_500}");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"file-{i}.bb"), $"SUMMARY = \"{i}\"\n");
    }
}

string[] folders = made is null ? args : [made];
var excluded = new HashSet<string>();
for (var round = 0; round < 7; round++)
{
    var clock = Stopwatch.StartNew();
    var files = folders.Sum(f => BuildStampFolder.Of(f, excluded).Lines.Count);
    Console.WriteLine($"{(round == 0 ? "first (with JIT)" : "again")}: {files} files in {clock.Elapsed.TotalMilliseconds:f0} ms");
}

if (made is not null)
    Directory.Delete(made, recursive: true);

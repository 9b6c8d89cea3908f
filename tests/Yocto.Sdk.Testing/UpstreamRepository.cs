using CliWrap;
using CliWrap.Buffered;

namespace Yocto.Sdk.Testing;

/// <summary>A repository that a test makes and serves by file://, as a server of layers would.</summary>
public sealed class UpstreamRepository(string folder)
{
    public string Folder => folder;

    public string Url => new Uri(folder).AbsoluteUri;

    public static async Task<UpstreamRepository> CreateAsync(string folder, string branch)
    {
        Directory.CreateDirectory(folder);
        var repository = new UpstreamRepository(folder);
        await repository.GitAsync("init", "--quiet", $"--initial-branch={branch}");
        return repository;
    }

    /// <summary>Writes the files (null deletes), commits them on the current branch and returns the commit.</summary>
    public async Task<string> CommitAsync(string subject, params (string Path, string? Text)[] files)
    {
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            if (text is null)
                File.Delete(file);
            else
                await File.WriteAllTextAsync(file, text);
        }

        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--allow-empty", "-m", subject);
        return await GitAsync("rev-parse", "HEAD");
    }

    public async Task<string> GitAsync(params string[] arguments)
    {
        var result = await Cli.Wrap("git")
            .WithArguments(["-C", folder, "-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false", .. arguments])
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return result.StandardOutput.Trim();
    }

    public static string LayerConf(string collection, string depends = "core", string? series = "scarthgap") => $$"""
        BBPATH .= ":${LAYERDIR}"
        BBFILE_COLLECTIONS += "{{collection}}"
        BBFILE_PATTERN_{{collection}} = "^${LAYERDIR}/"
        LAYERDEPENDS_{{collection}} = "{{depends}}"
        {{(series is null ? "" : $"LAYERSERIES_COMPAT_{collection} = \"{series}\"")}}

        """;
}

using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

[CollectionDefinition(nameof(DebianImage))]
public sealed class DebianImageUsers : ICollectionFixture<DebianImage>;

/// <summary>
/// The images that <c>-t:YoctoMakeBuildContainer</c> builds, one for a release. Their base is made of Debian's archive where
/// podman has none, since no registry may answer.
/// </summary>
public sealed class DebianImage(PreparedHost host) : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _refusals = [];
    private readonly List<string> _madeBases = [];

    /// <summary>That of zeus.</summary>
    public string Name { get; } = NameFor("zeus");

    public static string NameFor(string release) => $"yocto-sdk-test-{Environment.ProcessId}-{release}";

    /// <summary>Skips the test, with the reason, where this machine can't make or run it.</summary>
    public async Task RequireAsync(string release = "zeus")
    {
        foreach (var (url, branch) in TinyProject.Repositories(release))
            await Upstream.RequireAsync(url, branch);
        await Upstream.RequireDebianAsync();
        if (!_refusals.TryGetValue(release, out var refusal))
            _refusals[release] = refusal = await PrepareAsync(release);
        Assert.SkipWhen(refusal is not null, $"{refusal}");
    }

    /// <summary>Its root file system, in a folder.</summary>
    public async Task<string> ExportAsync()
    {
        var folder = _folder["rootfs"];
        Directory.CreateDirectory(folder);
        var container = await RunAsync("podman", "create", Name, "true");
        await RunAsync("podman", "export", $"--output={_folder["rootfs.tar"]}", container);
        await RunAsync("podman", "rm", container);
        await RunAsync("tar", "--extract", $"--file={_folder["rootfs.tar"]}", $"--directory={folder}");
        return folder;
    }

    /// <summary>The containers of them that there are.</summary>
    public async Task<string> ContainersAsync() =>
        await RunAsync("podman", ["ps", "--all", "--quiet", .. _refusals.Keys.Select(r => $"--filter=ancestor={NameFor(r)}")]);

    /// <summary>Gives its name to another image.</summary>
    public async Task ChangeAsync()
    {
        var container = await RunAsync("podman", "create", Name, "true");
        await RunAsync("podman", "commit", "--change=ENV CHANGED=1", container, Name);
        await RunAsync("podman", "rm", container);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var image in _refusals.Where(r => r.Value is null).Select(r => NameFor(r.Key)).Concat(_madeBases))
            await RunAsync("podman", "rmi", "--force", image);
        _folder.Dispose();
    }

    private async Task<string?> PrepareAsync(string release)
    {
        if (!Environment.IsPrivilegedProcess)
            return "only root can make a root file system of Debian's packages";
        foreach (var tool in new[] { "podman", "debootstrap" })
        {
            if ((await TryAsync(tool, "--version")).Failure is { } failure)
                return failure;
        }

        var debian = release is "zeus" or "kirkstone" ? "bullseye" : "bookworm";
        var baseImage = $"docker.io/library/debian:{debian}-slim";
        if ((await TryAsync("podman", "image", "exists", baseImage)).Failure is not null)
        {
            await RunAsync("debootstrap", "--variant=minbase", debian, _folder[debian]);
            await RunAsync("tar", "--create", $"--file={_folder[debian]}.tar", $"--directory={_folder[debian]}", ".");
            await RunAsync("podman", "import", $"{_folder[debian]}.tar", baseImage);
            _madeBases.Add(baseImage);
        }

        if ((await TryAsync("podman", "run", "--rm", baseImage, "true")).Failure is { } cannotRun)
            return cannotRun;
        using var project = new TinyProject(host, release);
        (await project.BuildAsync($"-t:YoctoMakeBuildContainer -p:YoctoBuildContainer={NameFor(release)}")).Succeeded();
        return null;
    }

    private static async Task<string> RunAsync(string command, params string[] arguments)
    {
        var (output, failure) = await TryAsync(command, arguments);
        Assert.True(failure is null, failure);
        return output;
    }

    private static async Task<(string Output, string? Failure)> TryAsync(string command, params string[] arguments)
    {
        try
        {
            var run = await Cli.Wrap(command).WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
            return (run.StandardOutput.Trim(),
                run.ExitCode == 0 ? null : $"{command} {arguments[0]}: {(run.StandardError + run.StandardOutput).Trim().Split('\n')[^1]}");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return ("", $"{command}: {e.Message}");
        }
    }
}

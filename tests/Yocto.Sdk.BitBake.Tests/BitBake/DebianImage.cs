using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

[CollectionDefinition(nameof(DebianImage))]
public sealed class DebianImageUsers : ICollectionFixture<DebianImage>;

/// <summary>
/// The image that <c>-t:YoctoBuildContainerImage</c> builds for zeus. Its base is made of Debian's archive where podman has
/// none, since no registry may answer.
/// </summary>
public sealed class DebianImage(PreparedHost host) : IAsyncDisposable
{
    private const string Base = "docker.io/library/debian:bullseye-slim";

    private readonly TemporaryFolder _folder = new();
    private Task<string?>? _refusal;
    private bool _baseIsOurs;

    public string Name { get; } = $"yocto-sdk-test-{Environment.ProcessId}";

    /// <summary>Skips the test, with the reason, where this machine can't make or run it.</summary>
    public async Task RequireAsync()
    {
        await Upstream.RequireAsync(Upstream.Poky, "zeus");
        await Upstream.RequireDebianAsync();
        var refusal = await (_refusal ??= PrepareAsync());
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

    /// <summary>The containers of it that there are.</summary>
    public async Task<string> ContainersAsync() => await RunAsync("podman", "ps", "--all", "--quiet", $"--filter=ancestor={Name}");

    /// <summary>Gives its name to another image.</summary>
    public async Task ChangeAsync()
    {
        var container = await RunAsync("podman", "create", Name, "true");
        await RunAsync("podman", "commit", "--change=ENV CHANGED=1", container, Name);
        await RunAsync("podman", "rm", container);
    }

    public async ValueTask DisposeAsync()
    {
        if (_refusal is not null && await _refusal is null)
            await RunAsync("podman", "rmi", "--force", Name);
        if (_baseIsOurs)
            await RunAsync("podman", "rmi", "--force", Base);
        _folder.Dispose();
    }

    private async Task<string?> PrepareAsync()
    {
        if (!Environment.IsPrivilegedProcess)
            return "only root can make a root file system of Debian's packages";
        foreach (var tool in new[] { "podman", "debootstrap" })
        {
            if ((await TryAsync(tool, "--version")).Failure is { } failure)
                return failure;
        }

        if ((await TryAsync("podman", "image", "exists", Base)).Failure is not null)
        {
            await RunAsync("debootstrap", "--variant=minbase", "bullseye", _folder["bullseye"]);
            await RunAsync("tar", "--create", $"--file={_folder["bullseye.tar"]}", $"--directory={_folder["bullseye"]}", ".");
            await RunAsync("podman", "import", _folder["bullseye.tar"], Base);
            _baseIsOurs = true;
        }

        if ((await TryAsync("podman", "run", "--rm", Base, "true")).Failure is { } cannotRun)
            return cannotRun;
        using var project = new TinyProject(host, "zeus");
        (await project.BuildAsync($"-t:YoctoBuildContainerImage -p:YoctoBuildContainer={Name}")).Succeeded();
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

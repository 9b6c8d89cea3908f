using Yocto.Sdk.Files;

namespace Yocto.Sdk.Shells;

/// <summary>What a shell needs in the build directory: a bitbake for the PATH, and the start file of an interactive bash.</summary>
/// <param name="Folder">Absolute.</param>
internal sealed record ShellFiles(string Folder)
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static ShellFiles In(string buildDirectory) => new(Path.Combine(buildDirectory, "yocto-sdk", "shell"));

    /// <summary>For the front of the PATH.</summary>
    public string Programs => Path.Combine(Folder, "bin");

    public string StartFile => Path.Combine(Folder, "bashrc");

    /// <param name="path">The PATH of the shell, which the user's own start file may set anew.</param>
    /// <param name="account">Whose build directory it is; null for one's own.</param>
    public void Write(ShellRequest request, string bitBakePath, string path, FileAccount? account)
    {
        using var _ = FileAccount.Assume(account);
        var program = Path.Combine(Programs, "bitbake");
        WholeFile.WriteIfChanged(program, $"""
            #!/bin/sh
            # bitbake, which gives this terminal to a task that wants one, for example menuconfig
            exec {Quote(request.Python)} {Quote(request.BridgeFile)} --at-terminal {Quote(bitBakePath)} "$@"

            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, Executable);
        WholeFile.WriteIfChanged(StartFile, $"""
            [ -r ~/.bashrc ] && . ~/.bashrc
            PATH={Quote(path)}
            PS1={Quote($"({request.Title}) ")}$PS1

            """);
    }

    private static string Quote(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}

using System.Text.Json.Serialization;
using Yocto.Sdk.BuildContainers;
using Yocto.Sdk.Files;
using Yocto.Sdk.Host;

namespace Yocto.Sdk.Shells;

/// <summary>Where and as who a shell is opened, as <c>shell.json</c>. It has no environment: that may hold secrets.</summary>
/// <param name="Title">For the prompt, for example <c>device qemuarm64</c>.</param>
/// <param name="RestoredLayersFile"><c>yocto.layers.json</c>; absolute.</param>
/// <param name="BuildDirectory">Absolute.</param>
/// <param name="BridgeFile">The Python file that runs bitbake; absolute.</param>
/// <param name="Python">The interpreter that bitbake gets; absolute.</param>
/// <param name="BuildUser">The account that runs bitbake for root; empty without one.</param>
/// <param name="Confinement">Of root without such an account.</param>
/// <param name="Container">That bitbake runs in; null for the host itself.</param>
internal sealed record ShellRequest(
    string Title,
    string RestoredLayersFile,
    string BuildDirectory,
    string BridgeFile,
    string Python,
    string BuildUser,
    RootConfinement Confinement,
    BuildContainer? Container)
{
    /// <summary>Null when there is none yet.</summary>
    public static ShellRequest? Read(string file) => JsonFile.Read(file, ShellJson.Default.ShellRequest);

    public void Write(string file) => JsonFile.Write(file, this, ShellJson.Default.ShellRequest);
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(ShellRequest))]
internal sealed partial class ShellJson : JsonSerializerContext;

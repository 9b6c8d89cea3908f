namespace Yocto.Sdk.Product.Containers.Compose;

/// <summary><c>YoctoCompose</c>: a compose file that is started at boot.</summary>
/// <param name="Package">What brings the command to the device.</param>
/// <param name="Command">What starts the file: <c>podman-compose</c>.</param>
internal sealed record ComposeApplication(string Name, ComposeFile File, string Package, string Command);

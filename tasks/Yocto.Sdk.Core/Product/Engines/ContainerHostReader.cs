using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Engines;

/// <summary>Checks a project's settings for the container host against its layers.</summary>
public sealed partial class ContainerHostReader(AvailableLayers layers)
{
    /// <summary>The release of meta-virtualization that first had a recipe.</summary>
    private static readonly Dictionary<string, string> _since = new()
    {
        ["podman"] = "zeus", ["crun"] = "zeus", ["netavark"] = "mickledore", ["docker-moby"] = "zeus",
    };

    private readonly List<Diagnostic> _problems = [];

    public Checked<ContainerHost> Read(ContainerHostSettings settings) => new(HostOf(settings), _problems);

    private ContainerHost? HostOf(ContainerHostSettings settings)
    {
        if (settings.Engine is null)
        {
            foreach (var (name, value) in settings.OfEngine())
                _problems.Add(ProductErrors.NoEngine.At(value.Origin, name, value.Text));
        }

        if (settings.Engine is null or { Text: "none" })
            return null;
        if (DeviceEngine.Of(settings.Engine.Text, StorageOf(settings.Storage)) is not { } engine)
        {
            _problems.Add(ProductErrors.UnknownEngine.At(settings.Engine.Origin, settings.Engine.Text));
            return null;
        }

        Require(engine.IsPodman ? "podman" : "docker-moby", settings.Engine);
        if (engine.IsPodman && !layers.Facts.HasLibseccompInCore && layers.Restored.Layers.All(l => l.Collection != "security"))
            _problems.Add(ProductErrors.NoRecipe.At(settings.Engine.Origin, "has libseccomp", $"On {layers.Restored.Release}, podman needs libseccomp from meta-security: add <YoctoLayer Include=\"meta-security\" />."));
        return new ContainerHost(engine, RuntimeOf(settings.Runtime), NetworkOf(settings.Network, engine),
            AcceptsAnything(settings, engine), RegistriesOf(settings.Registries, engine), UsersOf(settings.Users, engine), ContainerRecipes.Of(layers));
    }

    private string StorageOf(Setting? storage)
    {
        if (storage is not null && !DevicePath().IsMatch(storage.Text))
            _problems.Add(ProductErrors.BadStorage.At(storage.Origin, storage.Text));
        return storage?.Text.TrimEnd('/') ?? "";
    }

    private string? RuntimeOf(Setting? runtime)
    {
        if (runtime is null)
            return null;
        if (!IsOneOf(runtime, "YoctoContainerRuntime", "crun", "runc"))
            return runtime.Text;
        if (runtime.Text == "crun")
            Require("crun", runtime);
        return runtime.Text;
    }

    private string NetworkOf(Setting? network, DeviceEngine engine)
    {
        if (network is null)
            return !engine.IsPodman ? "bridge" : layers.Facts.PodmanNetwork;
        string[] values = engine.IsPodman ? ["netavark", "cni", "none"] : ["bridge", "none"];
        if (IsOneOf(network, $"YoctoContainerNetwork with {engine.Name}", values) && network.Text is "netavark")
            Require("netavark", network);
        if (network.Text == "none" && engine.IsPodman && !layers.Facts.HasContainersConf)
            _problems.Add(ProductErrors.NotOfEngine.At(network.Origin, "YoctoContainerNetwork none", "podman before 2.0, as in zeus, gives each container a network unless its command line disables it. Remove the property"));
        return network.Text;
    }

    private bool AcceptsAnything(ContainerHostSettings settings, DeviceEngine engine)
    {
        if (settings.Policy is not { } policy)
            return !engine.IsPodman;
        if (IsOneOf(policy, "YoctoContainerPolicy", "listed", "anything") && policy.Text == "listed" && !engine.IsPodman)
            _problems.Add(ProductErrors.NotOfEngine.At(policy.Origin, "YoctoContainerPolicy listed", "docker can't be limited to a list of registries. Use podman"));
        return policy.Text == "anything";
    }

    private IReadOnlyList<ContainerRegistry> RegistriesOf(IReadOnlyList<ContainerRegistry> registries, DeviceEngine engine)
    {
        foreach (var registry in registries)
        {
            var name = registry.Name;
            if (!engine.IsPodman)
                _problems.Add(ProductErrors.NotOfEngine.At(name.Origin, $"YoctoContainerRegistry {name.Text}", "docker has no list of registries. Use podman"));
            foreach (var illegal in new[] { name.Text, registry.Mirror }.Where(n => n.Length > 0 && !ContainerRegistry.IsLegal(n)))
                _problems.Add(ProductErrors.BadRegistry.At(name.Origin, illegal));
            if (registry.Key.Length == 0)
                continue;
            if (!File.Exists(registry.Key) || !(registry.IsSigstore || Path.GetExtension(registry.Key) is ".gpg" or ".asc"))
                _problems.Add(ProductErrors.BadKey.At(name.Origin, registry.Key));
            else if (registry.IsSigstore && !layers.Facts.HasSigstore)
                _problems.Add(ProductErrors.NotOfEngine.At(name.Origin, $"The key {Path.GetFileName(registry.Key)}", "podman reads cosign signatures from version 4.2 on, which langdale has. Sign with GnuPG and use that key"));
        }

        return registries;
    }

    private IReadOnlyList<string> UsersOf(IReadOnlyList<Setting> users, DeviceEngine engine)
    {
        foreach (var user in users)
        {
            if (!engine.IsPodman)
                _problems.Add(ProductErrors.NotOfEngine.At(user.Origin, $"YoctoContainerUser {user.Text}", "docker's daemon runs all containers as root. Use podman"));
            else if (!UserName().IsMatch(user.Text))
                _problems.Add(ProductErrors.BadUser.At(user.Origin, user.Text));
        }

        return [.. users.Select(u => u.Text).Distinct()];
    }

    private bool IsOneOf(Setting setting, string property, params string[] values)
    {
        if (values.Contains(setting.Text))
            return true;
        _problems.Add(ProductErrors.UnknownValue.At(setting.Origin, setting.Text, property, $"{string.Join(", ", values[..^1])} or {values[^1]}"));
        return false;
    }

    private void Require(string recipe, Setting askedBy)
    {
        if (layers.HasRecipe(recipe))
            return;
        var hasLayer = layers.Restored.Layers.Any(l => l.Collection == "virtualization-layer");
        _problems.Add(ProductErrors.NoRecipe.At(askedBy.Origin, $"has the recipe {recipe}",
            hasLayer ? $"meta-virtualization has it from {_since[recipe]} on, but the release is {layers.Restored.Release}."
                : "Add <YoctoLayer Include=\"meta-virtualization\" />."));
    }

    [GeneratedRegex(@"\A[a-z_][a-z0-9_\-]{0,30}\z")]
    private static partial Regex UserName();

    // it goes into units and scripts as it is
    [GeneratedRegex(@"\A(/[A-Za-z0-9_][A-Za-z0-9._\-]*)+/?\z")]
    private static partial Regex DevicePath();
}

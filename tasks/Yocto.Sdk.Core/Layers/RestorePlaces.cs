namespace Yocto.Sdk.Layers;

/// <summary>Where a restore reads and writes; all absolute.</summary>
/// <param name="LockFile"><c>yocto.lock.json</c> next to the project.</param>
/// <param name="CacheDirectory">Of the user, shared by all projects.</param>
/// <param name="LayersDirectory">Of the checkouts, <c>obj/layers</c>.</param>
/// <param name="RestoredLayersFile">Written as <see cref="RestoredLayers"/>, <c>obj/yocto.layers.json</c>.</param>
internal sealed record RestorePlaces(string LockFile, string CacheDirectory, string LayersDirectory, string RestoredLayersFile)
{
    /// <summary>Beside the restored file: what it was made from.</summary>
    public string StampFile => Path.ChangeExtension(RestoredLayersFile, ".stamp");
}

internal enum RestoreMode
{
    /// <summary>Honour the lock file, and change it where the project changed.</summary>
    Restore,

    /// <summary>Honour the lock file, and fail where the project changed.</summary>
    Locked,

    /// <summary>Move every branch and tag to where it is now.</summary>
    Update,
}

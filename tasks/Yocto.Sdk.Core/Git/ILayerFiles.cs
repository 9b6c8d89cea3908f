namespace Yocto.Sdk.Git;

/// <summary>Files of a repository or a user's folder, by relative paths with forward slashes.</summary>
internal interface ILayerFiles
{
    /// <summary>How deep to look for existing layers: <c>dynamic-layers/x/y</c> is deep enough.</summary>
    const int SearchDepth = 2;

    /// <summary>A file's text; null when there is no such file.</summary>
    string? Read(string path);

    bool HasFolder(string path);

    /// <summary>The folders with a <c>conf/layer.conf</c>.</summary>
    IReadOnlyList<string> LayerFolders();
}

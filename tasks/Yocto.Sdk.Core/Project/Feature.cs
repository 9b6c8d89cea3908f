namespace Yocto.Sdk.Project;

/// <param name="Remove">Takes the feature away from whoever adds it.</param>
internal sealed record Feature(string Name, bool Remove = false, Origin? Origin = null);

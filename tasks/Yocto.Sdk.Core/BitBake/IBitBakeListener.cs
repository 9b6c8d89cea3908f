namespace Yocto.Sdk.BitBake;

/// <summary>Hears every event of a bitbake, in order and one at a time.</summary>
internal interface IBitBakeListener
{
    void Hear(BitBakeEvent happened);
}

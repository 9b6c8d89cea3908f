namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>A project that the tests of one class share: its layers are checked out once.</summary>
public sealed class TinyScarthgap(PreparedHost host) : TinyProject(host, "scarthgap");

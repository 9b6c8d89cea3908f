using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Yocto.Sdk.Packed.Tests;

/// <summary>What a debugger reads in an assembly of the package.</summary>
public sealed class Symbols : IDisposable
{
    // of the portable PDB format's CustomDebugInformation table
    private static readonly Guid _sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private readonly PEReader _assembly;
    private readonly MetadataReaderProvider _provider;
    private readonly MetadataReader _symbols;

    private Symbols(byte[] assembly)
    {
        _assembly = new PEReader(new MemoryStream(assembly));
        var entry = Assert.Single(_assembly.ReadDebugDirectory(), e => e.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        _provider = _assembly.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
        _symbols = _provider.GetMetadataReader();
    }

    /// <summary>The paths of the sources that the assembly was compiled from.</summary>
    public IReadOnlyList<string> Sources => [.. _symbols.Documents.Select(d => _symbols.GetString(_symbols.GetDocument(d).Name))];

    /// <summary>Where the sources can be fetched, as JSON; empty where the tree's repository has no address.</summary>
    public string SourceLink => string.Concat(
        from handle in _symbols.CustomDebugInformation
        let information = _symbols.GetCustomDebugInformation(handle)
        where _symbols.GetGuid(information.Kind) == _sourceLink
        select Encoding.UTF8.GetString(_symbols.GetBlobBytes(information.Value)));

    public static Symbols In(string package, string assembly)
    {
        using var zip = ZipFile.OpenRead(package);
        using var stream = zip.GetEntry(assembly)!.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return new Symbols(memory.ToArray());
    }

    public void Dispose()
    {
        _provider.Dispose();
        _assembly.Dispose();
    }
}

using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.BitBake.Tests;

/// <summary>What the library tells is told by the test.</summary>
internal sealed class TestOutputLog : IBuildLog
{
    public void Status(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);

    public void Detail(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);

    public void Report(Diagnostic diagnostic) => TestContext.Current.TestOutputHelper?.WriteLine(diagnostic.ToString());
}

namespace Yocto.Sdk.Diagnostics;

/// <summary>Where the library reports to a build what it does.</summary>
internal interface IBuildLog
{
    /// <summary>A line for the person who waits: rare and calm.</summary>
    void Status(string text);

    /// <summary>The progress, as often as it changes: shown on a live display, kept nowhere.</summary>
    void Progress(string text)
    {
    }

    /// <summary>A line for the binary log and for <c>-v:detailed</c>.</summary>
    void Detail(string text);

    /// <summary>A warning, or an error after which the work still went on.</summary>
    void Report(Diagnostic diagnostic);
}

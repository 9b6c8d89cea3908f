using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Shells;

/// <summary>On the standard error: the standard output is the command's.</summary>
internal sealed class ShellLog : IBuildLog
{
    public void Status(string text) => Write(text);

    public void Detail(string text)
    {
    }

    public void Report(Diagnostic diagnostic) =>
        Write($"{(diagnostic.Severity == Severity.Error ? "error" : "warning")} {diagnostic.Code}: {diagnostic.Message}");

    private static void Write(string text) => Console.Error.WriteLine(Secrets.Scrub(ConsoleText.Of(text)));
}

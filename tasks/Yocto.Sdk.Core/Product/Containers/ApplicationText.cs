using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Containers;

/// <summary>The text of a compose, Kubernetes or Quadlet file.</summary>
internal static class ApplicationText
{
    /// <param name="kind">What the file is, for the message: compose, Kubernetes, Quadlet.</param>
    /// <exception cref="YoctoException">It can't be read.</exception>
    public static string Read(string file, string kind, SourceLocation? askedAt)
    {
        try
        {
            var text = SmallFile.ReadText(file);
            // the device gets this text: it must be all of the file
            return !text.Contains('\uFFFD') ? text : throw new IOException("It is not encoded in UTF-8.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new YoctoException(ContainerErrors.ApplicationFileUnreadable.At(askedAt, kind, file, e.Message), e);
        }
    }
}

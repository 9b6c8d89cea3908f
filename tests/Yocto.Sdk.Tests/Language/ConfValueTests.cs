using Yocto.Sdk.Language;

namespace Yocto.Sdk.Tests.Language;

/// <summary>The forms; that bitbake reads them back is tested with bitbake itself.</summary>
public sealed class ConfValueTests
{
    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("plain", "\"plain\"")]
    [InlineData(" blanks ", "\" blanks \"")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("say \"hi\"", "'say \"hi\"'")]
    [InlineData("\"a\" isn't \"b\"", "\"\"a\" isn't \"b\"\"")]
    [InlineData("'a' is 5\"", "''a' is 5\"'")]
    [InlineData("it's 5\"", "\"${@'it\\x27s 5\\x22'}\"")]
    [InlineData("a\nb", "\"${@'a\\nb'}\"")]
    [InlineData("a\r\nb", "\"${@'a\\r\\nb'}\"")]
    [InlineData("${TOPDIR}\n\\", "\"${@'$\\x7bTOPDIR\\x7d\\n\\\\'}\"")]
    [InlineData("${TOPDIR}/x", "\"${TOPDIR}/x\"")]
    [InlineData("ends in \\", "\"ends in \\\"")]
    [InlineData("tab\tand grüße", "\"tab\tand grüße\"")]
    public void A_text_is_quoted_as_plainly_as_the_parser_allows(string text, string quoted) =>
        Assert.Equal(quoted, ConfValue.Quote(text));
}

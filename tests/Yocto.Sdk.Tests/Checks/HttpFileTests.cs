using Yocto.Sdk.Checks;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tests.Checks;

public sealed class HttpFileTests
{
    [Fact]
    public void Requests_of_a_http_file_come_with_the_answers_that_must_follow()
    {
        var probes = HttpFile.Parse("""
            // what the device must answer
            GET http://device:8080/health

            ### a new reading
            # a comment
            POST https://device/readings HTTP/1.1
            Content-Type: application/json

            {"celsius": 21.5}

            HTTP/1.1 201 Created
            "id"
            21.5
            """, "/p/checks/web.http", "web.http");

        Assert.Equal(2, probes.Count);
        Assert.Equal(("web.http: 1", "GET", new Uri("http://device:8080/health"), 8080, 200, ""),
            (probes[0].Name, probes[0].Method, probes[0].Url, probes[0].GuestPort, probes[0].Status, probes[0].Body));
        Assert.Equal(new SourceLocation("/p/checks/web.http", 2), probes[0].Location);
        Assert.Empty(probes[0].Contents);
        Assert.Equal(("web.http: a new reading", "POST", 443, 201, """{"celsius": 21.5}"""),
            (probes[1].Name, probes[1].Method, probes[1].GuestPort, probes[1].Status, probes[1].Body));
        Assert.Equal([("Content-Type", "application/json")], probes[1].Headers);
        Assert.Equal(["\"id\"", "21.5"], probes[1].Contents);
        Assert.Equal(6, probes[1].Location.Line);
    }

    [Fact]
    public void What_is_no_request_in_a_http_file_is_an_error_at_its_line()
    {
        var error = Assert.Throws<YoctoException>(() => HttpFile.Parse("### x\n\nGET device/health\n", "/p/x.http", "x.http"));

        var diagnostic = Assert.Single(error.Diagnostics);
        Assert.Equal(("YOCTO5411", new SourceLocation("/p/x.http", 3), "'GET device/health' is not an HTTP request. Write a line like 'GET http://device:8080/health'."),
            (diagnostic.Code, diagnostic.Location, diagnostic.Message));
    }

    [Theory]
    [InlineData("GET http://device/\nAccept\n", 2, "Accept")]
    [InlineData("GET http://device/\n# a comment\nAccept: text/plain\n?page=1\n", 4, "?page=1")]
    [InlineData("POST http://device/\n: value\n\nbody\n", 2, ": value")]
    [InlineData("POST http://device/\na b: value\n\nbody\n", 2, "a b: value")]
    [InlineData("POST http://device/\nä: value\n\nbody\n", 2, "ä: value")]
    public void What_is_no_header_of_a_request_is_an_error_at_its_line(string text, int line, string written)
    {
        var diagnostic = Assert.Single(Assert.Throws<YoctoException>(() => HttpFile.Parse(text, "/p/x.http", "x.http")).Diagnostics);

        Assert.Equal(("YOCTO5419", new SourceLocation("/p/x.http", line), $"'{written}' is not a header of an HTTP request. Write a line like 'Accept: text/plain', and an empty line before the body."),
            (diagnostic.Code, diagnostic.Location, diagnostic.Message));
    }

    [Fact]
    public void Only_digits_are_a_status() =>
        Assert.Equal(200, Assert.Single(HttpFile.Parse("GET http://device/\n\nHTTP ٢٠٤\n", "/p/x.http", "x.http")).Status);
}

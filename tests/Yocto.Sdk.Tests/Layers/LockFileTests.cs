using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Git;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Layers;

public sealed class LockFileTests
{
    [Fact]
    public void The_lock_file_has_a_group_of_lines_for_each_repository_in_the_order_of_their_names()
    {
        var locked = new LockFile(new Dictionary<string, LockedRepository>
        {
            ["poky"] = new("https://example.org/poky?a&b", new Pin(PinKind.Branch, "scarthgap"), new string('b', 40)),
            ["meta-acme"] = new("https://example.org/acme+1", new Pin(PinKind.Tag, "v1.0"), new string('a', 40)),
            ["meta-pinned"] = new("../pinned", new Pin(PinKind.Commit, new string('c', 40)), new string('c', 40)),
        });

        Assert.Equal(
            $$"""
            {
              "version": 1,
              "repositories": {
                "meta-acme": {
                  "url": "https://example.org/acme+1",
                  "tag": "v1.0",
                  "commit": "{{new string('a', 40)}}"
                },
                "meta-pinned": {
                  "url": "../pinned",
                  "commit": "{{new string('c', 40)}}"
                },
                "poky": {
                  "url": "https://example.org/poky?a&b",
                  "branch": "scarthgap",
                  "commit": "{{new string('b', 40)}}"
                }
              }
            }

            """, locked.ToJson());
    }

    [Fact]
    public void A_folder_in_the_place_of_the_lock_file_is_an_error_and_not_a_missing_file()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Single(Assert.Throws<YoctoException>(() => LockFile.Read(folder.Path)).Diagnostics);

        Assert.Equal(("YOCTO1040", new SourceLocation(folder.Path)), (error.Code, error.Location));
        Assert.Null(LockFile.Read(folder["none.json"]));
    }

    [Theory]
    [InlineData("{\"version\":1,\"repositories\":null}")]
    [InlineData("{\"version\":1}")]
    [InlineData("null")]
    [InlineData("[]")]
    public void A_lock_file_of_another_shape_is_an_error_that_tells_what_to_do(string json)
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Single(Assert.Throws<YoctoException>(() => LockFile.Read(folder.Write("yocto.lock.json", json))).Diagnostics);

        Assert.Equal("YOCTO1040", error.Code);
    }

    [Theory]
    [InlineData("""{ "version": 1, "repositories": { "poky": { "url": "a", "commit": "1" }, "poky": { "url": "a", "commit": "2" } } }""")]
    [InlineData("""{ "version": 1, "repositories": { "poky": { "url": "a", "commit": "1", "commit": "2" } } }""")]
    [InlineData("""{ "version": 1, "repositories": { "poky": { "url": "a", "commit": "1", "Commit": "2" } } }""")]
    [InlineData("""{ "version": 1, "repositories": {}, "repositories": {} }""")]
    public void A_name_that_is_there_twice_is_refused(string json)
    {
        using var folder = new TemporaryFolder();
        json = json.Replace("\"1\"", $"\"{new string('1', 40)}\"", StringComparison.Ordinal).Replace("\"2\"", $"\"{new string('2', 40)}\"", StringComparison.Ordinal);

        var error = Assert.Single(Assert.Throws<YoctoException>(() => LockFile.Read(folder.Write("yocto.lock.json", json))).Diagnostics);

        Assert.Equal("YOCTO1040", error.Code);
        Assert.Contains("it has the same name twice.", error.Message, StringComparison.Ordinal);
    }
}

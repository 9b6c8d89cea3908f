using System.Text.Json;
using System.Text.Json.Nodes;
using Yocto.Sdk.VSCode;

namespace Yocto.Sdk.Tests.VSCode;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("{}", """{ "a": 1 }""", "{\n  \"a\": 1\n}")]
    [InlineData("{\n    // mine\n    \"b\": 2, // two\n}\n", """{ "a": 1 }""", "{\n    // mine\n    \"b\": 2, // two\n    \"a\": 1\n}\n")]
    [InlineData("{\n    \"b\": 2 // two, or so\n}\n", """{ "a": 1 }""", "{\n    \"b\": 2, // two, or so\n    \"a\": 1\n}\n")]
    [InlineData("{\n  \"f\": { \"*.x\": \"y\" /* , */ }\n}", """{ "f": { "*.z": "xml" } }""", "{\n  \"f\": { \"*.x\": \"y\", /* , */ \n    \"*.z\": \"xml\"\n  }\n}")]
    [InlineData("{\n  \"l\": [\n    1,\n  ],\n}", """{ "l": [ 1, 2 ], "a": true }""", "{\n  \"l\": [\n    1,\n    2\n  ],\n  \"a\": true\n}")]
    [InlineData("{ \"l\": [ { \"label\": \"x\", \"mine\": true } ] }", """{ "l": [ { "label": "x" } ] }""", "{ \"l\": [ { \"label\": \"x\", \"mine\": true } ] }")]
    [InlineData("{ \"ä\": \"ö\", \"b\": 1 }", """{ "c": 2 }""", "{ \"ä\": \"ö\", \"b\": 1, \n  \"c\": 2\n}")]
    public void What_is_missing_is_added_and_every_character_stays(string text, string additions, string expected)
    {
        List<string> kept = [];
        var merged = JsonText.Merge(text, Object(additions), kept);

        Assert.Equal(expected, merged);
        Assert.Empty(kept);
        Assert.Equal(merged, JsonText.Merge(merged, Object(additions), kept));
    }

    [Fact]
    public void A_value_of_the_users_stays_and_is_named()
    {
        List<string> kept = [];
        const string text = """{ "files.associations": { "*.yoctoproj": "msbuild" }, "l": 3 }""";

        Assert.Equal(text, JsonText.Merge(text, Object("""{ "files.associations": { "*.yoctoproj": "xml" }, "l": [ 1 ] }"""), kept));
        Assert.Equal(["files.associations.*.yoctoproj", "l"], kept);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{ \"a\": 1")]
    [InlineData("{ \"a\": 1 } { }")]
    [InlineData("{ a: 1 }")]
    public void What_is_no_object_is_refused(string text) =>
        Assert.ThrowsAny<JsonException>(() => JsonText.Merge(text, Object("""{ "a": 1 }"""), []));

    private static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject();
}

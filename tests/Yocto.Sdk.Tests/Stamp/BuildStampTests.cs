using Yocto.Sdk.Stamp;

namespace Yocto.Sdk.Tests.Stamp;

public sealed class BuildStampTests
{
    private static readonly BuildStamp _stamp = new(BuildStamp.CurrentFormat,
        One("Targets", "a"), One("Yocto.Sdk", "1"), One("/conf/local.conf", "1"), One("/l/poky", "1"), One("/l/poky/meta", "1"),
        One("/site.conf", "1"), One("PATH", "1"), One("gcc", "1"), One("/deploy/a.wic", "1"), []);

    [Fact]
    public void Equal_stamps_need_no_build() => Assert.Null(BuildStamp.Compare(_stamp, _stamp with { }, _ => []));

    [Fact]
    public void A_project_without_a_stamp_needs_a_build() => Assert.NotNull(BuildStamp.Compare(null, _stamp, _ => []));

    [Fact]
    public void The_reason_of_a_build_names_what_is_new_gone_or_changed()
    {
        Assert.Equal("the host tool cc is new", Reason(_stamp with { HostTools = Two("gcc", "cc") }));
        Assert.Equal("the environment variable PATH is gone", Reason(_stamp with { Environment = new Dictionary<string, string>() }));
        Assert.Equal("the output /deploy/a.wic has changed", Reason(_stamp with { Outputs = One("/deploy/a.wic", "2") }));
        Assert.Equal("Targets of the build has changed", Reason(_stamp with { Request = One("Targets", "b") }));
        Assert.Equal("/site.conf has changed", Reason(_stamp with { ExtraInputs = One("/site.conf", "2") }));
    }

    [Fact]
    public void The_reason_of_a_build_is_the_commit_before_the_list_of_layers_that_holds_it() => Assert.Equal(
        "the commit of /l/poky has changed",
        Reason(_stamp with { Commits = One("/l/poky", "2"), Configuration = One("/conf/local.conf", "2"), Layers = One("/l/poky/meta", "2") }));

    [Theory]
    [InlineData(0, "the folder /l/poky/meta has changed")]
    [InlineData(1, "/1 has changed")]
    [InlineData(3, "/1, /2, /3 has changed")]
    [InlineData(5, "/1, /2, /3 and 2 more has changed")]
    public void The_reason_of_a_build_names_at_most_three_files_of_a_layer(int files, string reason) => Assert.Equal(reason,
        BuildStamp.Compare(_stamp, _stamp with { Layers = One("/l/poky/meta", "2") },
            folder => folder == "/l/poky/meta" ? [.. Enumerable.Range(1, files).Select(n => $"/{n}")] : []));

    [Fact]
    public void A_build_that_can_change_at_any_time_is_never_skipped()
    {
        Assert.EndsWith(": linux (AUTOREV)", BuildStamp.Compare(_stamp with { AlwaysStale = ["linux (AUTOREV)"] }, _stamp, _ => []), StringComparison.Ordinal);
        Assert.Null(BuildStamp.Compare(_stamp, _stamp with { AlwaysStale = ["linux (AUTOREV)"] }, _ => []));
    }

    private static string? Reason(BuildStamp now) => BuildStamp.Compare(_stamp, now, _ => []);

    private static Dictionary<string, string> One(string key, string value) => new() { [key] = value };

    private static Dictionary<string, string> Two(string one, string other) => new() { [one] = "1", [other] = "1" };
}

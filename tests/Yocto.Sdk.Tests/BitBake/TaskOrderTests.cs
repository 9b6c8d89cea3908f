using Yocto.Sdk.BitBake;

namespace Yocto.Sdk.Tests.BitBake;

public sealed class TaskOrderTests
{
    private readonly TaskOrder _order = new();

    // image needs a and b; both need c, a through a task that does not run
    public TaskOrderTests() => _order.Hear(new TaskGraph(
        ["image do_rootfs", "a do_package", "b do_package", "a do_install", "c do_compile"],
        [[1, 2], [3], [4], [4], []], new Dictionary<string, string> { ["a"] = "/l/a.bb" }, 2));

    [Fact]
    public void A_task_waited_for_the_one_that_ended_last_of_those_that_it_needs()
    {
        _order.Hear(new TasksSkipped(["a do_install"]));
        Run("c", "do_compile");
        Assert.Equal("c do_compile", _order.LastBefore(Started("a", "do_package")));
        Run("b", "do_package");
        Run("a", "do_package");

        Assert.Equal("a do_package", _order.LastBefore(Started("image", "do_rootfs")));
        Assert.Null(_order.LastBefore(Started("c", "do_compile")));
        Assert.Null(_order.LastBefore(Started("unknown", "do_x")));
    }

    [Fact]
    public void A_task_from_the_shared_state_waited_for_none()
    {
        Run("c", "do_compile");

        Assert.Null(_order.LastBefore(Started("b", "do_package_setscene")));
    }

    [Fact]
    public void What_is_left_is_the_longest_chain_or_the_sum_by_the_number_of_threads()
    {
        var times = Times(("image do_rootfs", 10), ("a do_package", 4), ("b do_package", 40), ("a do_install", 6), ("c do_compile", 20));
        Assert.Equal(70, _order.Remaining(times)!.Value.TotalSeconds);

        // what came from the shared state needs nothing more of what made it
        Run("b", "do_package_setscene");
        Assert.Equal(40, _order.Remaining(times)!.Value.TotalSeconds);

        _order.Hear(new TasksSkipped(["a do_package"]));
        Assert.Equal(10, _order.Remaining(times)!.Value.TotalSeconds);

        Run("image", "do_rootfs");
        Assert.Null(_order.Remaining(times));
    }

    [Fact]
    public void There_is_no_estimate_where_most_tasks_never_ran()
    {
        Assert.Null(_order.Remaining(Times()));
        Assert.Null(_order.Remaining(Times(("c do_compile", 5), ("x do_compile", 7))));
    }

    [Fact]
    public void A_time_that_is_not_known_is_that_of_other_recipes()
    {
        var times = Times(("x do_compile", 5), ("y do_compile", 7), ("z do_compile", 90), ("x do_fetch", 1));

        Assert.Equal(7, times.Typical("a do_compile"));
        Assert.Equal(7, times.Typical("a do_other"));
        Assert.Equal(3, times.With([KeyValuePair.Create("a do_compile", 3.0)]).Of("a do_compile"));
    }

    private static TaskTimes Times(params (string Task, double Seconds)[] times) => new(times.ToDictionary(t => t.Task, t => t.Seconds));

    private static TaskStarted Started(string recipe, string task) => new(recipe, "1", task, $"/l/{recipe}.bb", null);

    private void Run(string recipe, string task)
    {
        _order.Hear(Started(recipe, task));
        _order.Hear(new TaskSucceeded(recipe, "1", task, $"/l/{recipe}.bb", null, 1));
    }
}

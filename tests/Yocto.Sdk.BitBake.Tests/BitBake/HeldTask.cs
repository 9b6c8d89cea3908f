namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>The recipe <c>held</c>, whose do_work works until the test lets it go.</summary>
public sealed class HeldTask
{
    private readonly TinyProject _project;

    public HeldTask(TinyProject project)
    {
        _project = project;
        project.Recipe("held", """
            do_work() {
                touch ${TOPDIR}/working
                while [ ! -e ${TOPDIR}/released ]; do sleep 0.1; done
                echo worked >> ${TOPDIR}/worked
            }
            addtask work after do_unpack before do_build
            """);
    }

    /// <summary>How often it came to its end.</summary>
    public int Runs => File.Exists(Path.Combine(_project.BuildDirectory, "worked")) ? File.ReadAllLines(Path.Combine(_project.BuildDirectory, "worked")).Length : 0;

    public Task BeginsAsync(RunningBuild build) => build.UntilAsync(() => File.Exists(Path.Combine(_project.BuildDirectory, "working")));

    public void Release() => File.WriteAllText(Path.Combine(_project.BuildDirectory, "released"), "");
}

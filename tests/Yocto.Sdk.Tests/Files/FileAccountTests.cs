using Yocto.Sdk.Files;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Files;

/// <summary>Root, who opens files as the account nobody.</summary>
public sealed class FileAccountTests : IDisposable
{
    private static readonly FileAccount _nobody = new(65534, [65534]);

    private readonly TemporaryFolder _folder = new();
    private readonly string _secret;

    public FileAccountTests()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can be another account");
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)Convert.ToInt32("777", 8));
        _secret = _folder.Write("secret", "of root alone");
        // by its group neither
        File.SetUnixFileMode(_secret, UnixFileMode.UserRead | UnixFileMode.GroupRead);
    }

    [Fact]
    public void Root_as_an_account_reads_and_writes_what_the_account_may()
    {
        File.CreateSymbolicLink(_folder["link"], _secret);
        using var begin = new ManualResetEventSlim();
        var another = "";
        var thread = new Thread(() =>
        {
            begin.Wait();
            another = File.ReadAllText(_secret);
        });
        thread.Start();
        using (FileAccount.Assume(_nobody))
        {
            Assert.Throws<UnauthorizedAccessException>(() => File.ReadAllText(_secret));
            Assert.Throws<UnauthorizedAccessException>(() => File.ReadAllText(_folder["link"]));
            Assert.Throws<UnauthorizedAccessException>(() => File.Create("/etc/yocto-sdk-test"));
            File.WriteAllText(_folder["made"], "");
            begin.Set();
            thread.Join();
        }

        Assert.Equal("of root alone", another);

        Assert.Equal("of root alone", File.ReadAllText(_secret));
        Assert.Equal((65534u, 0u), (FileStatus.Of(_folder["made"])!.Value.Owner, FileStatus.Of(_secret)!.Value.Owner));
        Assert.Throws<UnauthorizedAccessException>(() => _nobody.Open(_folder["link"]));
    }

    [Fact]
    public void A_folder_is_given_away_and_what_a_link_leads_to_is_not()
    {
        Directory.CreateDirectory(_folder["given"]);
        Directory.CreateDirectory(_folder["kept"]);
        Directory.CreateSymbolicLink(_folder["link"], _folder["kept"]);

        _nobody.Give(_folder["given"]);
        _nobody.Give(_folder["link"]);
        _nobody.Give(_folder["nothing"]);

        Assert.Equal((65534u, 0u), (FileStatus.Of(_folder["given"])!.Value.Owner, FileStatus.Of(_folder["kept"])!.Value.Owner));
    }

    public void Dispose() => _folder.Dispose();
}

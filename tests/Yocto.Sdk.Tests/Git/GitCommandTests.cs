using System.Net;
using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Git;
using Yocto.Sdk.Tasks;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Git;

public sealed class GitCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Ssh_asks_nothing_and_leaves_no_connection_behind()
    {
        Program("ssh", $"printf '%s\\n' \"$@\" > '{_folder["arguments"]}'; exit 255");

        await RestoreAsync("ssh://git@localhost/acme.git");

        var arguments = await File.ReadAllLinesAsync(_folder["arguments"], TestContext.Current.CancellationToken);
        Assert.Equal(["BatchMode=yes", "ControlMaster=no"], arguments.Where(a => a.StartsWith("BatchMode", StringComparison.Ordinal) || a.StartsWith("ControlMaster", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_login_of_a_URL_reaches_the_server_and_no_command_line()
    {
        Program("git", $"printf '%s\\n' \"$@\" >> '{_folder["arguments"]}'; export PATH=\"${{PATH#*:}}\"; exec git \"$@\"");
        using var server = Listen(out var port);
        var login = AskForLoginAsync(server);

        await RestoreAsync($"http://me:s3%40cret@127.0.0.1:{port}/acme.git");

        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:s3@cret")), await login);
        var arguments = await File.ReadAllTextAsync(_folder["arguments"], TestContext.Current.CancellationToken);
        Assert.Contains($"http://127.0.0.1:{port}/acme.git", arguments, StringComparison.Ordinal);
        Assert.DoesNotContain("s3", arguments, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://me:s3@cret@example.com/a", "https://example.com/a", "me", "s3@cret")]
    [InlineData("https://t0ken@example.com/a", "https://example.com/a", "t0ken", "")]
    [InlineData("HTTPS://me:@example.com:8443/a", "HTTPS://example.com:8443/a", "me", "")]
    [InlineData("https://example.com/a@b", "https://example.com/a@b", null, null)]
    [InlineData("ssh://git@example.com/a", "ssh://git@example.com/a", null, null)]
    [InlineData("git@example.com:a", "git@example.com:a", null, null)]
    public void A_login_is_taken_out_of_a_URL(string url, string without, string? user, string? password)
    {
        var (arguments, options, environment) = GitLogin.Take(["fetch", "--", url]);

        Assert.Equal(["fetch", "--", without], arguments);
        Assert.Equal(user is null ? [] : [user, password!], environment.Select(e => e.Value));
        Assert.Equal(user is null, options.Count == 0);
    }

    public void Dispose() => _folder.Dispose();

    private void Program(string name, string script) =>
        File.SetUnixFileMode(_folder.Write($"bin/{name}", $"#!/bin/sh\n{script}\n"), (UnixFileMode)Convert.ToInt32("755", 8));

    /// <summary>A restore by a process of its own, whose PATH begins with the programs of this test.</summary>
    private async Task RestoreAsync(string url)
    {
        var project = _folder.Write("device.proj", $"""
            <Project>
              <UsingTask TaskName="Yocto.Sdk.Tasks.RestoreLayers" AssemblyFile="{typeof(RestoreLayers).Assembly.Location}" />
              <ItemGroup>
                <YoctoLayer Include="acme" />
                <YoctoLayerRepository Include="acme" Url="{url}" Branch="main" />
              </ItemGroup>
              <Target Name="Restore">
                <RestoreLayers ProjectFile="$(MSBuildProjectFullPath)" Release="scarthgap" Layers="@(YoctoLayer)" LayerRepositories="@(YoctoLayerRepository)"
                               LockFile="{_folder["lock.json"]}" CacheDirectory="{_folder["cache"]}" LayersDirectory="{_folder["layers"]}"
                               RestoredLayersFile="{_folder["layers.json"]}" BitBakePath="acme/bitbake" />
              </Target>
            </Project>
            """);
        await Cli.Wrap("dotnet").WithArguments(["msbuild", "-nologo", "-nodeReuse:false", project, "-t:Restore"])
            .WithEnvironmentVariables(e => e.Set("PATH", $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}")
                .Set("GIT_SSH", null).Set("GIT_SSH_COMMAND", null))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
    }

    private static HttpListener Listen(out int port)
    {
        for (port = Random.Shared.Next(20_000, 30_000); ; port++)
        {
            var server = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
            try
            {
                server.Start();
                return server;
            }
            catch (HttpListenerException)
            {
            }
        }
    }

    /// <returns>The first that comes.</returns>
    private static async Task<string> AskForLoginAsync(HttpListener server)
    {
        var login = new TaskCompletionSource<string>();
        _ = Task.Run(async () =>
        {
            while (server.IsListening)
            {
                var asked = await server.GetContextAsync();
                if (asked.Request.Headers["Authorization"] is { } given)
                    login.TrySetResult(given);
                asked.Response.StatusCode = login.Task.IsCompleted ? 403 : 401;
                asked.Response.AddHeader("WWW-Authenticate", "Basic realm=\"acme\"");
                asked.Response.Close();
            }
        });
        return await login.Task.WaitAsync(TimeSpan.FromMinutes(2));
    }
}

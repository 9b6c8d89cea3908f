using System.Net;
using Yocto.Sdk.Checks;
using Yocto.Sdk.Emulator;
using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Checks;

public sealed class DeviceCheckRunTests
{
    [Fact]
    public async Task A_request_to_the_device_does_not_go_through_a_proxy()
    {
        using var folder = new TemporaryFolder();
        folder.Write("health", "well");
        using var server = new LoopbackFiles(folder.Path);
        var proxy = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new DeadProxy(server.Port);
        try
        {
            var run = new DeviceCheckRun(null!, [new PortForward(server.Port, 8080, "tcp")], TimeSpan.FromSeconds(5));

            var result = await run.RunAsync(
                new HttpProbe("a.http", new SourceLocation("a.http"), "GET", new Uri("http://device:8080/health"), [("Authorization", "Bearer secret")], "", 200, ["well"]),
                TestContext.Current.CancellationToken);

            Assert.Equal((CheckOutcome.Passed, ""), (result.Outcome, result.Output));
        }
        finally
        {
            HttpClient.DefaultProxy = proxy;
        }
    }

    [Fact]
    public async Task An_answer_without_an_end_does_not_fill_the_memory()
    {
        using var folder = new TemporaryFolder();
        using (var endless = File.Create(folder["endless"]))
            endless.SetLength(4L << 30);
        using var server = new LoopbackFiles(folder.Path);
        var run = new DeviceCheckRun(null!, [new PortForward(server.Port, 8080, "tcp")], TimeSpan.FromSeconds(1));

        var result = await run.RunAsync(
            new HttpProbe("a.http", new SourceLocation("a.http"), "GET", new Uri("http://device:8080/endless"), [], "", 200, []),
            TestContext.Current.CancellationToken);

        Assert.Equal(CheckOutcome.Failed, result.Outcome);
        Assert.StartsWith("GET http://device:8080/endless got no answer: ", result.Output, StringComparison.Ordinal);
    }

    /// <summary>A proxy that nobody answers at, for one port: other tests of the process have none.</summary>
    private sealed class DeadProxy(int port) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => new("http://127.0.0.1:9");

        public bool IsBypassed(Uri host) => host.Port != port;
    }
}

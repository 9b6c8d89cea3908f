using System.Net;
using System.Net.Sockets;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Emulator;

namespace Yocto.Sdk.Tests.Emulator;

public sealed class PortForwardTests
{
    [Theory]
    [InlineData("8080:80", 8080, 80, "tcp")]
    [InlineData("8080:80/tcp", 8080, 80, "tcp")]
    [InlineData("5353:53/udp", 5353, 53, "udp")]
    public void A_port_forward_is_two_ports_and_a_protocol(string text, int host, int guest, string protocol) =>
        Assert.Equal(new PortForward(host, guest, protocol), PortForward.Parse(text));

    [Theory]
    [InlineData("8080")]
    [InlineData("8080:0")]
    [InlineData("65536:80")]
    [InlineData("8080:80/sctp")]
    [InlineData("8080:80:1")]
    [InlineData("8080:80/udp/tcp")]
    [InlineData("a:b")]
    [InlineData("")]
    public void All_that_is_wrong_with_port_forwards_is_told_in_one_go(string text)
    {
        var error = Assert.Throws<YoctoException>(() => DevicePorts.Read([(text, null), ("1:2:3", null)]));

        Assert.Equal(["YOCTO5405", "YOCTO5405"], error.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void A_taken_port_gives_way_to_the_next_free_one()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var forward = new PortForward(port, 80, "tcp").OnFreePort(new HashSet<int> { port + 1 });

        Assert.True(forward.Host > port + 1, $"{forward} for {port}");
        Assert.Equal(80, forward.Guest);
    }

    [Fact]
    public void The_projects_word_on_a_port_of_the_device_counts()
    {
        var ports = DevicePorts.Read([("20022:22", null)]);

        var ssh = Assert.Single(ports);
        Assert.Equal(22, ssh.Guest);
        Assert.InRange(ssh.Host, 20022, 20100);
    }
}

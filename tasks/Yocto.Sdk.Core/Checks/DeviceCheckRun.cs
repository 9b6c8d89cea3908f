using System.Diagnostics;
using System.Globalization;
using Yocto.Sdk.Emulator;

namespace Yocto.Sdk.Checks;

/// <summary>Runs checks on a booted device.</summary>
/// <param name="ports">How the device's ports are reached from here.</param>
/// <param name="limit">For one check; a server that is still starting is asked again until then.</param>
internal sealed class DeviceCheckRun(BootedDevice device, IReadOnlyList<PortForward> ports, TimeSpan limit)
{
    // automake's and others' code for "not applicable here"
    private const int Skipped = 77;

    // in bytes: a longer answer is no answer to a check
    private const int LargestBody = 16 << 20;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    public async Task<DeviceCheckResult> RunAsync(DeviceCheck check, CancellationToken cancellation)
    {
        var start = DateTime.UtcNow;
        var clock = Stopwatch.StartNew();
        var (outcome, output) = check switch
        {
            ShellCheck shell => await RunAsync(shell, cancellation),
            HttpProbe probe => await AskAsync(probe, clock, cancellation),
            _ => throw new UnreachableException(),
        };
        return new DeviceCheckResult(check, outcome, output, start, clock.Elapsed);
    }

    private async Task<(CheckOutcome, string)> RunAsync(ShellCheck check, CancellationToken cancellation) =>
        await device.RunAsync(check.Script, limit, cancellation) switch
        {
            null => (CheckOutcome.Failed, string.Create(CultureInfo.InvariantCulture, $"It did not end within {limit.TotalSeconds:0} s.")),
            (0, var output) => (CheckOutcome.Passed, output),
            (Skipped, var output) => (CheckOutcome.Skipped, output),
            var (code, output) => (CheckOutcome.Failed, $"{output.TrimEnd()}{(output.Length > 0 ? "\n" : "")}It ended with code {code}."),
        };

    private async Task<(CheckOutcome, string)> AskAsync(HttpProbe probe, Stopwatch clock, CancellationToken cancellation)
    {
        // The device's name in its certificate is not "device". It is on the loopback, which .NET does not exempt from a proxy.
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, _, _, _) => true,
            AllowAutoRedirect = false,
            UseProxy = false,
        };
        using var client = new HttpClient(handler) { Timeout = limit, MaxResponseContentBufferSize = LargestBody };
        while (true)
        {
            var mismatch = await AskOnceAsync(client, probe, cancellation);
            if (mismatch is null)
                return (CheckOutcome.Passed, "");
            if (clock.Elapsed + _pause > limit)
                return (CheckOutcome.Failed, mismatch);
            await Task.Delay(_pause, cancellation);
        }
    }

    /// <returns>What is wrong with the answer; null when nothing is.</returns>
    private async Task<string?> AskOnceAsync(HttpClient client, HttpProbe probe, CancellationToken cancellation)
    {
        try
        {
            using var request = RequestOf(probe, AddressOf(probe));
            using var answer = await client.SendAsync(request, cancellation);
            var body = await answer.Content.ReadAsStringAsync(cancellation);
            if ((int)answer.StatusCode != probe.Status)
                return $"{probe.Method} {probe.Url} answered {(int)answer.StatusCode} instead of {probe.Status}:\n{body}";
            return probe.Contents.FirstOrDefault(c => !body.Contains(c, StringComparison.Ordinal)) is { } missing
                ? $"{probe.Method} {probe.Url} answered without '{missing}':\n{body}"
                : null;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return $"{probe.Method} {probe.Url} got no answer: {e.Message}";
        }
        catch (InvalidOperationException e)
        {
            return $"{probe.Method} {probe.Url} answered with a text that can't be read: {e.Message}";
        }
    }

    internal static HttpRequestMessage RequestOf(HttpProbe probe, Uri address)
    {
        var request = new HttpRequestMessage(new HttpMethod(probe.Method), address);
        if (probe.Body.Length > 0)
            request.Content = new StringContent(probe.Body, mediaType: null);
        foreach (var (name, value) in probe.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value) && request.Content is { } content)
            {
                content.Headers.Remove(name);
                content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    private Uri AddressOf(HttpProbe probe)
    {
        var port = ports.First(p => p.Guest == probe.GuestPort && p.Protocol == "tcp").Host;
        return new UriBuilder(probe.Url) { Host = "127.0.0.1", Port = port }.Uri;
    }
}

namespace Yocto.Sdk.Checks;

internal enum CheckOutcome
{
    Passed,
    Failed,
    Skipped,
}

/// <param name="Output">What the check wrote, or what came in place of the expected answer.</param>
/// <param name="Start">In UTC.</param>
internal sealed record DeviceCheckResult(DeviceCheck Check, CheckOutcome Outcome, string Output, DateTime Start, TimeSpan Duration);

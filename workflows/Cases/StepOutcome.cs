namespace MemberServices.Cases;

/// <summary>From where somebody answered: evidence of it.</summary>
/// <param name="IpAddress">As the platform saw it.</param>
/// <param name="UserAgent">As the client named itself; cut at 300 characters.</param>
public sealed record Evidence(string IpAddress, string UserAgent)
{
    /// <summary>Characters of a user agent that are kept.</summary>
    public const int LongestUserAgent = 300;

    public string UserAgent { get; } = UserAgent.Length > LongestUserAgent ? UserAgent[..LongestUserAgent] : UserAgent;
}

/// <summary>
/// What closed a step. Each step has exactly one: whoever adds its row first, a person, a timer or another system, has
/// decided.
/// </summary>
/// <param name="Step">Which step.</param>
/// <param name="What">What was chosen.</param>
/// <param name="By">Who chose.</param>
/// <param name="Channel">How they reached us.</param>
/// <param name="At">When.</param>
/// <param name="From">From where; null when nobody's browser was there.</param>
public sealed record StepOutcome<TOutcome>(int Step, TOutcome What, Actor By, Channel Channel, DateTimeOffset At, Evidence? From = null);

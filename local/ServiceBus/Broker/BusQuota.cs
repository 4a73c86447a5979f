namespace Local.ServiceBus;

/// <summary>
/// What a namespace takes before it answers ServiceBusy: every message that is sent or received costs a credit, and each
/// second brings new ones. Messages that are received together may cost more than there are; then a later second pays.
/// </summary>
/// <param name="creditsPerSecond">1000 in Standard tier.</param>
public sealed class BusQuota(int creditsPerSecond)
{
    long second;
    long left;

    /// <summary>False when there are none left in the second that <paramref name="ticks"/> is in.</summary>
    internal bool Spend(int credits, long ticks)
    {
        var now = ticks / TimeSpan.TicksPerSecond;
        left = Math.Min(creditsPerSecond, left + (now - second) * creditsPerSecond);
        second = now;
        if (credits > 0 && left <= 0)
        {
            return false;
        }

        left -= credits;
        return true;
    }
}

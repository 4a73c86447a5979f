using MemberServices.Complaints.Counting;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices;

/// <summary>Counts the complaints of the month that is over beside its members. It looks every day, so that a first of the month without it is made up for.</summary>
public sealed class CountComplaints(ComplaintRate rate)
{
    /// <summary>At half past two in the afternoon, UTC: in the morning wherever our members are on the continent.</summary>
    const string Daily = "0 30 14 * * *";

    [Function(nameof(CountComplaints))]
    public Task Run([TimerTrigger(Daily)] TimerInfo timer, CancellationToken cancellationToken) => rate.CountAsync(cancellationToken);
}

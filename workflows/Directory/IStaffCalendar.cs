namespace MemberServices.Directory;

/// <summary>Events on the calendars of staff.</summary>
/// <exception cref="TransientDirectoryException">From every call: it passes. The event may be there all the same.</exception>
/// <exception cref="DirectoryRejectedException">From every call: the calendar refuses; a person must look.</exception>
public interface IStaffCalendar
{
    /// <summary>Creates the event, or finds what an earlier try with the same transaction id made. Returns its id.</summary>
    Task<string> PlanAsync(PlannedCall call, CancellationToken cancellation = default);

    Task MoveAsync(string eventId, PlannedCall call, CancellationToken cancellation = default);

    /// <summary>What is gone already is fine.</summary>
    /// <param name="ownerEmail">On whose calendar it is.</param>
    /// <param name="transactionId">With which it was planned.</param>
    /// <param name="eventId">Null: an earlier try may have made it; it is found by the transaction id.</param>
    /// <param name="cancellation">Gives up.</param>
    Task CancelAsync(string ownerEmail, string transactionId, string? eventId, CancellationToken cancellation = default);
}

/// <summary>A call that somebody of the staff is to make.</summary>
/// <param name="OwnerEmail">On whose calendar.</param>
/// <param name="TransactionId">Names it, so that it isn't created twice.</param>
/// <param name="Subject">In a line.</param>
/// <param name="Text">What whoever calls needs.</param>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it ends.</param>
/// <param name="TimeZone">In which both are shown: an IANA name.</param>
/// <param name="Location">Where, or null.</param>
/// <param name="IsVideo">Whether it is a video call, which the calendar gives a link.</param>
public sealed record PlannedCall(
    string OwnerEmail, string TransactionId, string Subject, string Text, DateTimeOffset From, DateTimeOffset Until, string TimeZone, string? Location, bool IsVideo);

namespace MemberServices.Directory;

/// <summary>Events on the calendars of staff.</summary>
/// <exception cref="TransientDirectoryException">From every call: it passes.</exception>
/// <exception cref="DirectoryRejectedException">From every call: it doesn't. The owner has no mailbox, or it is one that the app may not write to.</exception>
public interface IStaffCalendar
{
    /// <summary>
    /// Creates the event, or finds what an earlier try with the same transaction id made, and makes it so. After a cancellation
    /// a new event needs a new transaction id: what a calendar makes of one whose event is gone isn't promised.
    /// </summary>
    /// <returns>The event's id.</returns>
    Task<string> PlanAsync(PlannedCall call, CancellationToken cancellation = default);

    /// <summary>Moves the event, with its words. Whether it is a video call stays: another way is a new event. An event that its owner has deleted is a refusal.</summary>
    Task MoveAsync(string eventId, PlannedCall call, CancellationToken cancellation = default);

    /// <summary>Takes the event off the calendar. What is gone already is fine.</summary>
    /// <param name="ownerEmail">Whose calendar.</param>
    /// <param name="transactionId">Under which it was planned.</param>
    /// <param name="eventId">Null: an earlier try may have made it; it is found by the transaction id.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    Task CancelAsync(string ownerEmail, string transactionId, string? eventId, CancellationToken cancellation = default);
}

/// <summary>A call that somebody of the staff is to make.</summary>
/// <param name="OwnerEmail">Whose calendar it stands on.</param>
/// <param name="TransactionId">Told apart from every other event of that calendar; the same for each try.</param>
/// <param name="Subject">Its title.</param>
/// <param name="Text">What to know for it; plain text.</param>
/// <param name="From">When it may begin.</param>
/// <param name="Until">When it must have ended.</param>
/// <param name="TimeZone">Of whom is called, an IANA name: the text says what their clock shows then.</param>
/// <param name="Location">A phone number, or an address for a visit; null: none.</param>
/// <param name="IsVideo">It gets a meeting in Teams.</param>
public sealed record PlannedCall(
    string OwnerEmail, string TransactionId, string Subject, string Text, DateTimeOffset From, DateTimeOffset Until, string TimeZone, string? Location, bool IsVideo);

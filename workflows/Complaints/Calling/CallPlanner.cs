using MemberServices.Cases;
using MemberServices.Complaints.Owning;
using MemberServices.Staff;

namespace MemberServices.Complaints.Calling;

/// <summary>Plans the calls after the letter.</summary>
public sealed class CallPlanner(ComplaintOwners owners)
{
    /// <summary>The entry that plans the call, or moves it.</summary>
    public async Task<CaseEntry> PlanAsync(ComplaintRecord record, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var (opened, state) = (record.Opened, record.State);
        var (from, until, window) = CallTimes.Next(opened, state, now);
        var caller = await owners.ActingForAsync(record, state.Owner!.Person, from, cancellationToken);
        return CaseEntry.Of(ComplaintChanges.CallPlanned, now, Actor.Timer, Channel.System, Of(opened, state, caller, from, until, window));
    }

    /// <summary>The call at a time, as the complaint stands.</summary>
    public static ComplaintCall Of(ComplaintOpened opened, ComplaintState state, StaffPerson caller, DateTimeOffset from, DateTimeOffset until, int window, string? why = null) => new(
        // On another's calendar it is another event; so is a video call that was none, or the other way round.
        state.Call is { } planned && planned.Person.Id == caller.Id && planned.How.Mode == CallMode.Video == (state.PreferenceOf(opened.Request).Mode == CallMode.Video)
            ? planned.Series
            : state.Series + 1,
        state.Attempts + 1, caller, from, until, window, state.PreferenceOf(opened.Request), why);
}

using System.Globalization;
using MemberServices.Cases;
using MemberServices.Directory;
using MemberServices.Links;
using MemberServices.Messages;

namespace MemberServices.Complaints.Calling;

/// <summary>
/// Keeps the calendars of those who call as the log has it: an event exists exactly while its call is planned. What was done
/// is noted on the complaint; what failed is done by the next look.
/// </summary>
public sealed class CallCalendar(ComplaintCases cases, IStaffCalendar calendar, CaseWorkItems work, SiteAddress site, TimeProvider clock)
{
    const string Entry = "calendar";

    /// <summary>After a failure that passes.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(5), LongestPause = TimeSpan.FromHours(1);

    /// <summary>Brings the calendars to what the log says.</summary>
    /// <returns>When to try again what a calendar didn't take now; null: all is done.</returns>
    public async Task<DateTimeOffset?> KeepAsync(CaseId id, CancellationToken cancellationToken = default)
    {
        // Read anew: whoever acted since the look began has changed what is to be there.
        var record = await cases.GetAsync(id, cancellationToken);
        var plans = record.Entries.Where(entry => entry.Kind == ComplaintChanges.CallPlanned).Select(entry => (entry.Number, Call: entry.Read<ComplaintCall>())).ToList();
        try
        {
            foreach (var series in plans.GroupBy(plan => plan.Call.Series))
            {
                var (number, call) = series.Last();
                if (record.State.Call is { } planned && planned.Series == series.Key)
                {
                    await PutAsync(record, call, number, cancellationToken);
                }
                else if (!record.HasNote(CanceledId(series.Key)))
                {
                    await CancelAsync(record, call, number, cancellationToken);
                }
            }
        }
        catch (TransientDirectoryException e)
        {
            return clock.GetUtcNow() + (e.RetryAfter is { } asked && asked > Pause ? asked < LongestPause ? asked : LongestPause : Pause);
        }
        return null;
    }

    /// <summary>Names an event for ever: the calendar makes one of it, however often it is asked.</summary>
    public static string TransactionId(CaseId id, int series) => DeterministicId.ToGuid(DeterministicId.From(id, "call", series)).ToString();

    async Task PutAsync(ComplaintRecord record, ComplaintCall call, int number, CancellationToken cancellationToken)
    {
        if (record.HasNote(KeptId(number)) || record.HasNote(RefusedId(number)))
        {
            return;
        }
        try
        {
            if (EventOf(record, call.Series) is { } id)
            {
                await calendar.MoveAsync(id, EventOf(record, call), cancellationToken);
            }
            else
            {
                await NoteAsync(record, EventId(call.Series), await calendar.PlanAsync(EventOf(record, call), cancellationToken));
            }
            await NoteAsync(record, KeptId(number), "");
        }
        catch (DirectoryRejectedException e)
        {
            await AskAsync(record, call, number, $"Put the call into your calendar, which refused it ({e.Message})");
            await NoteAsync(record, RefusedId(number), e.Message);
        }
    }

    async Task CancelAsync(ComplaintRecord record, ComplaintCall call, int number, CancellationToken cancellationToken)
    {
        try
        {
            // Without an event's id an earlier try may have made one all the same.
            await calendar.CancelAsync(call.Person.Email, TransactionId(record.Id, call.Series), EventOf(record, call.Series), cancellationToken);
        }
        catch (DirectoryRejectedException e)
        {
            // Where it refused to plan, there is nothing to take out.
            if (EventOf(record, call.Series) is not null)
            {
                await AskAsync(record, call, number, $"Take the call out of your calendar, which refused it ({e.Message})");
            }
        }
        await NoteAsync(record, CanceledId(call.Series), "");
    }

    /// <summary>Nothing about the person but what whoever calls needs.</summary>
    PlannedCall EventOf(ComplaintRecord record, ComplaintCall call)
    {
        var request = record.Opened.Request;
        var where = call.How.Mode switch
        {
            CallMode.Phone => call.How.Phone ?? request.Phone,
            CallMode.Visit => call.How.Place ?? "At their office or at ours: agree on it",
            _ => null,
        };
        return new PlannedCall(
            call.Person.Email, TransactionId(record.Id, call.Series), $"{Deed(call.How.Mode)} {request.FullName}, {record.Id}",
            $"Try {call.Attempt.ToString(CultureInfo.InvariantCulture)} of {record.Opened.Policy.Attempts.ToString(CultureInfo.InvariantCulture)}. Ask two things: are they satisfied with the outcome, and with how it was handled? Then write down what came of it: {site.To("staff", "cases", record.Id.ToString())}",
            call.From, EndOf(record.Opened.Policy, call), record.Opened.Calendar.TimeZone, where, call.How.Mode == CallMode.Video);
    }

    /// <summary>The window may be longer than the call.</summary>
    static DateTimeOffset EndOf(ComplaintPolicy policy, ComplaintCall call) => call.From.AddMinutes(policy.CallMinutes) is var end && end < call.Until ? end : call.Until;

    Task AskAsync(ComplaintRecord record, ComplaintCall call, int number, string what) => work.OpenAsync(
        record.Id, number, Entry, record.State.Owner?.Role ?? record.Opened.Category.Role, $"{what}: {Deed(call.How.Mode)} {record.Opened.Request.FullName}", record.Opened.Request.MemberKey,
        owner: call.Person);

    static string Deed(CallMode mode) => mode switch
    {
        CallMode.Phone => "Call",
        CallMode.Video => "Video call with",
        CallMode.Visit => "Visit of",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
    };

    Task<CaseNote> NoteAsync(ComplaintRecord record, string id, string text) => cases.AddNoteAsync(record.Id, new CaseNote(id, clock.GetUtcNow(), Actor.Timer, text));

    static string? EventOf(ComplaintRecord record, int series) => record.Notes.FirstOrDefault(note => note.Id == EventId(series))?.Text;

    static string EventId(int series) => string.Create(CultureInfo.InvariantCulture, $"event-{series:D5}");

    static string KeptId(int entry) => string.Create(CultureInfo.InvariantCulture, $"calendar-{entry:D5}");

    static string RefusedId(int entry) => string.Create(CultureInfo.InvariantCulture, $"refused-{entry:D5}");

    static string CanceledId(int series) => string.Create(CultureInfo.InvariantCulture, $"canceled-{series:D5}");
}

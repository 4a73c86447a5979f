using MemberServices.Cases;
using MemberServices.Complaints.Calling;
using MemberServices.Complaints.Counting;
using MemberServices.Complaints.Telling;

namespace MemberServices.Complaints.Viewing;

/// <summary>A complaint as staff and other systems see it, and, without what is for staff, its complainant.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Request">What came in.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="Channel">How.</param>
/// <param name="Phase">Where it is.</param>
/// <param name="Level">0: an owner by category; 1: their manager; 2: the executive.</param>
/// <param name="Episode">How often it was opened.</param>
/// <param name="Owner">Who answers for it, or null.</param>
/// <param name="NextWordAt">By when the complainant hears from us, or null.</param>
/// <param name="LetterDueAt">By when the letter is due.</param>
/// <param name="ClarifiedAt">When the owner talked to them, or null.</param>
/// <param name="Resolution">What was found and done, or null.</param>
/// <param name="LetterAt">When the letter went out, or null.</param>
/// <param name="Preference">How they want to be called.</param>
/// <param name="Call">The call that is planned, or null.</param>
/// <param name="Attempts">How often we tried to call.</param>
/// <param name="Answer">What they said last, or null.</param>
/// <param name="IsAnswerLate">Whether that was after the closing.</param>
/// <param name="End">Why it is closed, or null.</param>
/// <param name="ClosedAt">When, or null.</param>
/// <param name="ReopenableUntil">Until when it can be reopened; null while it isn't closed.</param>
/// <param name="Follows">The closed complaint that it goes on with, or null.</param>
/// <param name="Linked">Other complaints with the same root cause, the newest first.</param>
/// <param name="Next">What it does by itself.</param>
/// <param name="History">What happened, in order.</param>
public sealed record ComplaintView(
    CaseId Id, ComplaintRequest Request, DateTimeOffset ReceivedAt, Channel Channel, ComplaintPhase Phase, int Level, int Episode, ComplaintOwner? Owner, DateTimeOffset? NextWordAt,
    DateTimeOffset LetterDueAt, DateTimeOffset? ClarifiedAt, ComplaintResolution? Resolution, DateTimeOffset? LetterAt, CallPreference Preference, ComplaintCall? Call, int Attempts,
    ComplaintAnswer? Answer, bool IsAnswerLate, ComplaintEnd? End, DateTimeOffset? ClosedAt, DateTimeOffset? ReopenableUntil, CaseId? Follows, IReadOnlyList<CaseId> Linked,
    IReadOnlyList<ComplaintStep> Next, IReadOnlyList<ComplaintLine> History);

/// <param name="At">When.</param>
/// <param name="What">What it does then.</param>
public sealed record ComplaintStep(DateTimeOffset At, string What);

/// <param name="Number">The entry's; 0: the opening.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Kind">What: one of <see cref="ComplaintChanges"/>.</param>
/// <param name="Text">In words.</param>
/// <param name="Words">What somebody wrote, or null.</param>
/// <param name="IsForStaff">Whether the complainant doesn't see it.</param>
/// <param name="IsTheirs">Whether the complainant said it.</param>
/// <param name="Why">Why, for staff alone; or null.</param>
public sealed record ComplaintLine(
    int Number, DateTimeOffset At, string By, string Kind, string Text, string? Words = null, bool IsForStaff = false, bool IsTheirs = false, string? Why = null);

/// <summary>How complaints look.</summary>
public sealed class ComplaintViews(RootCauses causes)
{
    /// <summary>The same with the complaints that are linked to it.</summary>
    public async Task<ComplaintView> OfAsync(ComplaintRecord record, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var view = Of(record, now);
        if (record.State.Resolution is not { Cause: var cause } || view.LetterAt is not { } at)
        {
            return view;
        }
        var linked = await causes.LinkedAsync(cause, at.AddDays(-record.Opened.Policy.CauseDays), cancellationToken);
        return view with { Linked = [.. linked.Select(each => each.Case).Where(id => id != record.Id)] };
    }

    public static ComplaintView Of(ComplaintRecord record, DateTimeOffset now)
    {
        var (opened, state) = (record.Opened, record.State);
        return new ComplaintView(
            record.Id, opened.Request, opened.ReceivedAt, opened.Channel, state.Phase, state.Level, state.Episode, state.Owner, state.NextWordAt(opened), state.LetterDueAt(opened),
            state.ClarifiedAt, state.Resolution, state.LetterAt, state.PreferenceOf(opened.Request), state.Call, state.Attempts, state.Answer?.Answer, state.Answer?.IsLate == true, state.End,
            state.End is null ? null : state.Since, state.ReopenableUntil(opened), opened.Follows, [],
            [.. StepsOf(opened, state).Where(step => step.At > now).OrderBy(step => step.At)], [.. Lines(record)]);
    }

    static IEnumerable<ComplaintStep> StepsOf(ComplaintOpened opened, ComplaintState state)
    {
        foreach (var timer in ComplaintTimers.Of(opened, state))
        {
            yield return new ComplaintStep(timer.At, timer.Kind switch
            {
                ComplaintTimerKind.Remind => "The owner is reminded to write to the complainant",
                ComplaintTimerKind.Miss => "The complainant and a manager are told that we are late",
                ComplaintTimerKind.Overdue => "A manager is told that the letter is late",
                ComplaintTimerKind.MissCall => "A manager is told that nobody wrote down what came of the call; it is planned anew",
                ComplaintTimerKind.Ask => "The two questions go out by mail",
                ComplaintTimerKind.Close => "It is closed without an answer",
                _ => throw new ArgumentOutOfRangeException(nameof(state), timer.Kind, "A timer without words."),
            });
        }
        if (state.Call is { } call)
        {
            yield return new ComplaintStep(call.From, $"{call.Person.Name} calls {ComplaintMails.Words(call.How.Mode)}");
        }
        if (state.ReopenableUntil(opened) is { } until)
        {
            yield return new ComplaintStep(until, "It can’t be reopened any more");
        }
    }

    static IEnumerable<ComplaintLine> Lines(ComplaintRecord record)
    {
        yield return new ComplaintLine(0, record.Opened.ReceivedAt, record.Opened.Request.FullName, "opened", "Complained", record.Opened.Request.Text, IsTheirs: true);
        foreach (var entry in record.Entries)
        {
            yield return LineOf(entry) with { Number = entry.Number, At = entry.At, By = entry.By.PersonName, Kind = entry.Kind };
        }
    }

    static ComplaintLine LineOf(CaseEntry entry)
    {
        switch (entry.Kind)
        {
            case ComplaintChanges.Owned:
                var owner = entry.Read<ComplaintOwner>();
                return Ours($"{owner.Person.Name} looks after it", null) with { Why = owner.Why };
            case ComplaintChanges.Unowned:
                return Staff("Nobody was found to look after it", null);
            case ComplaintChanges.Clarified:
                return Ours("Talked to the complainant to understand it", null) with { Why = entry.Read<ComplaintWords>().Text };
            case ComplaintChanges.Replied:
                return Theirs("Wrote", entry.Read<ComplaintWords>().Text);
            case ComplaintChanges.Noted:
                return Staff("Noted", entry.Read<ComplaintWords>().Text);
            case ComplaintChanges.Updated:
                return Ours("Wrote how it stands", entry.Read<ComplaintWords>().Text);
            case ComplaintChanges.Resolved:
                var resolution = entry.Read<ComplaintResolution>();
                return Staff($"Resolved: {resolution.CauseName}{(resolution.Remedy is { } remedy ? $"; {ComplaintMails.Words(remedy)}" : "")}", $"{resolution.Found}\n\n{resolution.Done}\n\n{resolution.Changes}");
            case ComplaintChanges.Agreed:
                return Staff("Agreed to the remedy", null) with { Why = entry.Read<RemedyDecision>().Why };
            case ComplaintChanges.Disagreed:
                return Staff("Didn’t agree to the remedy", null) with { Why = entry.Read<RemedyDecision>().Why };
            case ComplaintChanges.Preferred:
                return Theirs($"Chose to be called {ComplaintMails.Words(entry.Read<CallPreference>().Mode)}", entry.Read<CallPreference>().Place);
            case ComplaintChanges.CallPlanned:
                var call = entry.Read<ComplaintCall>();
                return Staff($"{call.Person.Name} calls {ComplaintMails.Words(call.How.Mode)}, try {call.Attempt}", null) with { Why = call.Why };
            case ComplaintChanges.CallMissed:
                return Staff("Nobody wrote down what came of the call", null);
            case ComplaintChanges.Attempted:
                var attempt = entry.Read<CallAttempt>();
                return Ours(attempt.IsReached ? $"Called{(attempt.Answer is { } said ? $": {Words(said)}" : "")}" : "Called, and did not reach anybody", attempt.Answer?.Text) with { Why = attempt.Note };
            case ComplaintChanges.Asked:
                return Ours("Asked by mail whether they are satisfied", null);
            case ComplaintChanges.Answered:
                return Theirs(Words(entry.Read<ComplaintAnswer>()), entry.Read<ComplaintAnswer>().Text);
            case ComplaintChanges.Reopened:
                return Theirs("Opened it again", entry.Read<ComplaintWords>().Text);
            case ComplaintChanges.Closed:
                var closing = entry.Read<ComplaintClosing>();
                return (entry.By.Kind == ActorKind.Customer ? Theirs("Took it back", closing.Why) : Ours($"Closed: {EnumNames<ComplaintEnd>.Of(closing.How).Replace('-', ' ')}", null) with { Why = closing.Why });
            case ComplaintChanges.Passed:
                return Staff(entry.Read<ComplaintThreshold>().Timer, null);
            default:
                throw new InvalidOperationException($"A complaint's log has an entry of the kind {entry.Kind}.");
        }

        static ComplaintLine Theirs(string text, string? words) => new(0, default, "", "", text, words, IsTheirs: true);
        static ComplaintLine Ours(string text, string? words) => new(0, default, "", "", text, words);
        static ComplaintLine Staff(string text, string? words) => new(0, default, "", "", text, words, IsForStaff: true);
    }

    /// <summary>An answer in words.</summary>
    public static string Words(ComplaintAnswer answer) => (answer.Outcome, answer.Handling) switch
    {
        (true, true) => "Satisfied with the outcome and with how it was handled",
        (true, false) => "Satisfied with the outcome, not with how it was handled",
        (false, true) => "Not satisfied with the outcome; satisfied with how it was handled",
        (false, false) => "Satisfied neither with the outcome nor with how it was handled",
    };

    /// <summary>When a call is, as the complainant reads it: the window, where it is one.</summary>
    public static string? WindowOf(ComplaintOpened opened, ComplaintCall call) => call.Window < 0 ? null : CallTimes.Words(opened.Policy.Windows[call.Window]);
}

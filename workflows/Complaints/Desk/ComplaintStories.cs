using MemberServices.Cases;
using MemberServices.Complaints.Owning;
using MemberServices.Complaints.Telling;
using MemberServices.Complaints.Viewing;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Pages;
using MemberServices.Staff;

namespace MemberServices.Complaints.Desk;

/// <summary>Puts a complaint's story together. What it reads is bounded, however much was said.</summary>
public sealed class ComplaintStories(
    ComplaintCases cases, ComplaintViews views, ComplaintDeeds deeds, ComplaintOwners owners, CaseSurroundings around, DeskTimes times, TimeProvider clock)
{
    const int MostLines = 60;

    /// <summary>A complaint's log; null when there is no such complaint.</summary>
    public Task<ComplaintRecord?> RecordAsync(CaseId id, CancellationToken cancellationToken) => cases.ReadAsync(id, cancellationToken);

    /// <summary>Whether somebody may look at it: it isn't about them, nor by them.</summary>
    public Task<bool> MayLookAsync(ComplaintRecord record, StaffPerson person) => owners.MayOwnAsync(record, person);

    /// <summary>A complaint's story.</summary>
    /// <param name="record">Its log.</param>
    /// <param name="who">Who looks at it.</param>
    /// <param name="fits">Which lines are shown.</param>
    /// <param name="skip">How many of the newest lines are left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ComplaintStory> OfAsync(ComplaintRecord record, PersonInRoles who, Func<ComplaintLine, bool> fits, int skip, CancellationToken cancellationToken)
    {
        var view = await views.OfAsync(record, clock.GetUtcNow(), cancellationToken);
        var lines = view.History.Where(fits).Reverse().Skip(skip).Take(MostLines + 1).Reverse().ToList();
        var hasEarlier = lines.Count > MostLines;
        return new ComplaintStory(
            record, view, WaitsOf(record), [.. lines.Skip(hasEarlier ? 1 : 0).Select(line => ComplaintTalk.Of(record, line))], hasEarlier, [.. Next(record, view)],
            await around.WorkAsync(record.Id, cancellationToken), await deeds.OfAsync(record, who, cancellationToken),
            await around.OthersAsync(record.Id, record.Opened.Request.MemberKey, record.Opened.Request.Email, cancellationToken));
    }

    ComplaintWaits WaitsOf(ComplaintRecord record)
    {
        var (opened, state, name) = (record.Opened, record.State, record.Opened.Request.FullName);
        var owner = state.Owner?.Person.Name;
        var holder = owner is null ? "Nobody owns it yet." : $"{owner} owns it.";
        var letterDue = state.LetterDueAt(opened);
        var lateSince = state.Passed.Contains(ComplaintTimer.OverdueOf(state.Episode)) && state.LetterAt is null ? letterDue : (DateTimeOffset?)null;
        var letter = $"The letter is due {times.Exact(letterDue, isInside: true)}.";
        return state.Phase switch
        {
            ComplaintPhase.Closed => new(
                $"{times.WithZone(state.Since)}: {EndOf(state.End!.Value)}", "", null, null,
                state.ReopenableUntil(opened) is { } last && last > clock.GetUtcNow() ? $"It can be opened again until {times.WithZone(last)}." : "It can’t be opened again any more.", null),
            ComplaintPhase.Agreeing => new($"A second person has to agree to the remedy: {ThirdPerson.Of(ComplaintMails.Words(state.Resolution!.Remedy!), name).TrimEnd('.')}", "", null, holder, $"Until then {name} gets no letter. We owe them a word by {times.Exact(state.NextWordAt(opened)!.Value, isInside: true)}.", lateSince),
            ComplaintPhase.Calling when state.Call is { } call => new($"{call.Person.Name} calls {name}, {ComplaintMails.Words(call.How.Mode)}", "on", call.From, holder, $"Until {times.Exact(call.Until, isInside: true)} at the latest. It is try {call.Attempt} of {opened.Policy.Attempts}.", null),
            ComplaintPhase.Calling => new($"We call {name}: the time is being planned", "", null, holder, null, null),
            ComplaintPhase.Asked => new($"{name} has to say whether they are satisfied", "until", state.AskedAt!.Value.AddDays(opened.Policy.AnswerDays), holder, "Then it is closed without an answer.", null),
            _ when owner is null => new("A manager has to find somebody who owns it", "", null, holder, letter, lateSince),
            _ when state.ClarifiedAt is null && ComplaintMails.ClarifyBy(record, state) is var clarifyBy && clarifyBy <= state.NextWordAt(opened) => new($"{owner} calls {name} to understand it", "by", clarifyBy, holder, letter, lateSince),
            _ => new($"We owe {name} a word", "by", state.NextWordAt(opened), holder, letter, lateSince),
        };
    }

    /// <summary>What it does by itself, each with the rule by which it is then.</summary>
    IEnumerable<ComingLine> Next(ComplaintRecord record, ComplaintView view)
    {
        var (opened, state) = (record.Opened, record.State);
        var policy = opened.Policy;
        var timers = ComplaintTimers.Of(opened, state).ToList();
        foreach (var step in view.Next)
        {
            var timer = timers.FirstOrDefault(each => each.At == step.At);
            if (timer is not null)
            {
                timers.Remove(timer);
            }
            yield return new ComingLine(step.At, step.What, timer?.Kind switch
            {
                ComplaintTimerKind.Remind => $"{Days(policy.ReminderDays)} since they last heard from us, {times.Exact(state.HeardAt, isInside: true)}",
                ComplaintTimerKind.Miss => $"{Days(policy.UpdateDays)} since they last heard from us, {times.Exact(state.HeardAt, isInside: true)}",
                ComplaintTimerKind.Overdue => $"{Days(policy.DueDays)} since it was opened, {times.Exact(state.OpenedAt, isInside: true)}",
                ComplaintTimerKind.MissCall => "1 business day after the call",
                ComplaintTimerKind.Ask => state.IsReached ? "They were reached, and didn’t answer both questions" : $"After {state.Attempts} tries",
                ComplaintTimerKind.Close => $"{policy.AnswerDays} days after the mail",
                _ when state.Call is { } call && call.From == step.At => call.Attempt == 1 ? $"{Days(policy.CallBackDays)} after the letter, when they chose to be called" : "Another day and another time than before",
                _ when state.Phase == ComplaintPhase.Closed => $"{policy.ReopenDays} days after it was closed",
                _ => null,
            });
        }

        static string Days(int days) => days == 1 ? "1 business day" : $"{days} business days";
    }

    internal static string EndOf(ComplaintEnd end) => end switch
    {
        ComplaintEnd.Satisfied => "they are satisfied",
        ComplaintEnd.NoAnswer => "they didn’t answer, by phone or by mail",
        ComplaintEnd.TakenBack => "they took it back",
        ComplaintEnd.Withdrawn => "their data were to be erased",
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "An end without words."),
    };
}

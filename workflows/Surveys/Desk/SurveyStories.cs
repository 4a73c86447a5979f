using MemberServices.Cases;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Members;
using MemberServices.Pages;
using MemberServices.Surveys.Answering;
using MemberServices.Surveys.Choosing;
using MemberServices.Surveys.Telling;

namespace MemberServices.Surveys.Desk;

/// <summary>Puts a survey's story together. What it reads is bounded.</summary>
public sealed class SurveyStories(SurveyDesk surveys, CaseSurroundings around, MemberTable members, IEnumerable<CaseCategories> categories, DeskTimes times, TimeProvider clock)
{
    /// <summary>A survey's story; null when there is no such survey.</summary>
    public async Task<SurveyStory?> FindAsync(CaseId id, CancellationToken cancellationToken)
    {
        if (await surveys.FindAsync(id, cancellationToken) is not { } record)
        {
            return null;
        }
        var now = clock.GetUtcNow();
        var phone = record.IsErased ? "" : (await members.FindAsync(record.Opened.Person.MemberKey, cancellationToken))?.MemberPreferredPhone ?? "";
        return new SurveyStory(
            record, SurveyView.Of(record, now), phone, WaitOf(record, now), [.. record.Entries.Select(entry => Of(record, entry))], [.. Next(record, now)], await around.WorkAsync(id, cancellationToken),
            [.. Acts(record, now)], await around.OthersAsync(id, record.Opened.Person.MemberKey, record.Opened.Person.Email, cancellationToken));
    }

    /// <summary>"satisfied 2 of 5, recommends 3 of 10".</summary>
    internal static string Short(SurveyAnswer answer) => string.Join(", ", new[]
    {
        answer.IsSatisfied is { } satisfied ? satisfied ? "satisfied" : "not satisfied" : null,
        answer.Satisfaction is { } score ? FormattableString.Invariant($"satisfied {score} of 5") : null,
        answer.CallAgain is { } again ? FormattableString.Invariant($"calls again {again} of 5") : null,
        answer.Recommend is { } recommend ? FormattableString.Invariant($"recommends {recommend} of 10") : null,
    }.OfType<string>());

    static SurveyWait WaitOf(SurveyRecord record, DateTimeOffset now)
    {
        var (opened, state, name) = (record.Opened, record.State, record.Opened.Person.Name);
        var timer = SurveyTimers.Next(opened, state, now);
        if (state.WithdrawnAt is not null)
        {
            return new SurveyWait("Withdrawn: nobody is asked any more");
        }
        if (state.IsOver(opened, now))
        {
            return new SurveyWait(state.Answer is not null ? "Answered, and over" : state.Asked is { IsDone: false, Because: { } because } && state.Shown is null ? $"Not asked: {SurveyWords.Because(because)}" : "Over, without an answer");
        }
        if (state.Call(opened, now) is { } call)
        {
            return call == CallToMake.Recovery
                ? new SurveyWait($"A manager owes {name} a call", "by", record.RecoveryDueAt, "They are dissatisfied. A month after the call we ask whether it is better.", record.RecoveryDueAt < now)
                : new SurveyWait($"Somebody of us asks {name} by phone", "until", timer?.At, "Then it is closed. Who answers later by the mail’s link is counted all the same.");
        }
        return state switch
        {
            { AsksAgain: true } => new SurveyWait($"{name} may say whether it is better", "until", state.EndsAt(opened)),
            { Answer: not null, RecoveredAt: not null } => new SurveyWait($"We ask {name} whether it is better", "on", timer?.At),
            { Answer: not null } => new SurveyWait($"{name} has answered, and may change it", "until", state.EndsAt(opened)),
            { Closed: not null } => new SurveyWait($"Closed. What {name} answers by the mail’s link still counts", "until", state.EndsAt(opened)),
            { DeclinedAt: not null } => new SurveyWait($"{name} doesn’t want to answer. The link of the mail still works", "until", state.Asked!.At.AddDays(opened.Policy.LinkDays)),
            { Asked: not null } => new SurveyWait($"{name} may answer", "until", state.Asked.At.AddDays(opened.Policy.CloseDays)),
            _ when opened.IsAskedElsewhere => new SurveyWait($"{name} was asked by phone: the phone system tells what they answered", "until", state.EndsAt(opened)),
            _ => new SurveyWait($"We ask {name} by mail", "on", timer?.At, "If they may be asked then: whoever opted out, or was asked lately, isn’t."),
        };
    }

    static SurveyHappening Of(SurveyRecord record, CaseEntry entry)
    {
        var by = entry.By.Kind == ActorKind.Staff ? entry.By.PersonName : null;
        switch (entry.Kind)
        {
            case SurveyChanges.Answered:
                var answer = entry.Read<SurveyAnswer>();
                var isFirst = record.Entries.First(each => each.Kind == SurveyChanges.Answered).Number == entry.Number;
                return new SurveyHappening(entry.At, $"{(isFirst ? "Answered" : "Changed the answer")}: {Short(answer)}", by is null ? null : $"written down by {by}", answer.Comment, Sign: answer.IsLow ? "warning" : "check");
            case SurveyChanges.Called:
                var call = entry.Read<SurveyCall>();
                return new SurveyHappening(entry.At, call.IsReached ? "Called: doesn’t want to answer" : "Called: not reached", by, call.Text, IsForStaff: true, "phone");
            case SurveyChanges.Recovered:
                return new SurveyHappening(entry.At, "Called, and spoke with them", by, entry.Read<SurveyRecovery>().Outcome, IsForStaff: true, "phone");
            case SurveyChanges.Complained:
                return new SurveyHappening(entry.At, "Taken for a complaint, which goes its own way", by, entry.Read<SurveyComplaint>().Text, IsForStaff: true, "warning");
            case SurveyChanges.SaidBetter:
                var better = entry.Read<BetterAnswer>();
                return new SurveyHappening(entry.At, better.IsBetter ? "Says that it is better" : "Says that it isn’t better", null, better.Comment, Sign: better.IsBetter ? "check" : "warning");
            case SurveyChanges.Withdrawn:
                return entry.Read<SurveyMark>().Because is { } why
                    ? new SurveyHappening(entry.At, "Withdrawn", by, why, IsForStaff: true)
                    : new SurveyHappening(entry.At, "Withdrawn: the person’s data are erased, or are to be", by);
            case SurveyChanges.Bounced:
                return new SurveyHappening(entry.At, "The mail with the questions came back", null, Sign: "warning");
        }
        var (done, not) = entry.Kind switch
        {
            SurveyChanges.Shown => ("Asked on our page", "Not asked on our page"),
            SurveyChanges.Asked => ("Asked by mail", "Not asked by mail"),
            SurveyChanges.Reminded => ("Reminded by mail, once", "Not reminded"),
            SurveyChanges.Listed => ("Put on the list of those whom staff call", "Not put on the list of those whom staff call"),
            SurveyChanges.AskedAgain => ("Asked by mail whether it is better", "Not asked whether it is better"),
            SurveyChanges.Closed => ("Closed without an answer", ""),
            _ => throw new InvalidOperationException($"A survey's log has an entry of the kind {entry.Kind}."),
        };
        return new SurveyHappening(
            entry.At, entry.Read<SurveyMark>().Because is { } because ? $"{not}: {SurveyWords.Because(because)}" : done, null,
            Sign: entry.Kind is SurveyChanges.Asked or SurveyChanges.Reminded or SurveyChanges.AskedAgain ? "mail" : "clock");
    }

    static IEnumerable<ComingLine> Next(SurveyRecord record, DateTimeOffset now)
    {
        var (opened, state, at) = (record.Opened, record.State, now);
        var policy = opened.Policy;
        while (SurveyTimers.Next(opened, state, at) is { } timer)
        {
            at = timer.At;
            var (what, why) = timer.Kind switch
            {
                SurveyChanges.Asked => ("We ask them by mail", $"within {policy.FromHour}:00 to {policy.ToHour}:00 of their clock"),
                SurveyChanges.Reminded => ("We remind them, once", $"{Days(policy.ReminderDays)} after the mail"),
                SurveyChanges.Listed => (Sampling.IsCalled(opened.Service.Key, opened.Person.MemberKey, policy.SecondSharePercent) ? "Staff are to call them" : "Nobody calls them: they aren’t in that sample", $"{Days(policy.CallDays)} after the mail"),
                SurveyChanges.Closed => ("It is closed", $"{Days(policy.CloseDays)} after the mail"),
                SurveyChanges.AskedAgain => ("We ask them whether it is better", $"{Days(policy.FollowUpDays)} after the manager’s call"),
                _ => throw new InvalidOperationException($"Nothing is known of {timer.Kind}."),
            };
            yield return new ComingLine(at, what, why);
            if (timer.Kind == SurveyChanges.AskedAgain)
            {
                yield break;
            }
            state = state.With(timer.Kind, at);
        }
    }

    IEnumerable<SurveyDeed> Acts(SurveyRecord record, DateTimeOffset now)
    {
        var (opened, state, name) = (record.Opened, record.State, record.Opened.Person.Name);
        if (record.IsErased || state.IsOver(opened, now))
        {
            yield break;
        }
        var call = state.Call(opened, now);
        if (call == CallToMake.Recovery)
        {
            yield return new(SurveyDeed.Call, "Log the call", $"Reached: the managers’ work is done, and {Days(opened.Policy.FollowUpDays)} later we ask {name} whether it is better. Not reached: it stays open.");
        }
        if (state.Answer is null || now < state.AmendableUntil(opened.Policy))
        {
            yield return new(
                SurveyDeed.Answer, state.Answer is null ? "Write down what they say" : "Change the answer",
                state.Answer is null ? "Their answers count as if they had sent them; the first counts. A low one is a manager’s to call about." : $"Until {times.Exact(state.AmendableUntil(opened.Policy)!.Value, isInside: true)}. The new one counts instead.");
        }
        if (call == CallToMake.Questions)
        {
            yield return new(SurveyDeed.Call, "Log a call without answers", $"Not reached: it stays on the list. {name} doesn’t want to answer: it leaves the list.");
        }
        if (state.Answer?.What.IsLow == true && !record.Entries.Any(entry => entry.Kind == SurveyChanges.Complained))
        {
            yield return new(SurveyDeed.Complain, "It is a complaint", $"A complaint is opened, with an owner of its own, and {name} hears who that is.")
            {
                Choices = [.. categories.Where(each => each.Kind == CaseKind.Complaint).SelectMany(each => each.Names).Select(each => new Choice(each.Key, each.Value))],
            };
        }
        yield return new(SurveyDeed.Withdraw, "Withdraw the survey", $"{name} isn’t asked, reminded or called any more, and the link stops working. It can’t be taken back.");
    }

    static string Days(int days) => days == 1 ? "1 day" : $"{days} days";
}

using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Policies;
using MemberServices.Messages;
using MemberServices.Surveys.Choosing;
using MemberServices.Surveys.Counting;

namespace MemberServices.Surveys.Telling;

/// <summary>
/// What each entry of a survey's log asks for: mails, events, work for staff, figures. Done once for each: a note of the log says that it
/// was done, and whoever goes down in between does it again under the same ids.
/// </summary>
public sealed class SurveyConsequences(
    SurveyCases cases, SurveyNotifier notifier, SurveyMails mails, SurveyWords words, CaseWorkItems work, SurveyFigures figures, SurveyPermission permission, TimeProvider clock)
{
    const string Call = "call", Recovery = "recovery", StillBad = "not-better";

    /// <summary>The step of all work: a survey has no others.</summary>
    const int Step = 1;

    public async Task FollowAsync(SurveyRecord record)
    {
        foreach (var entry in record.Entries.Where(entry => !record.IsFollowed(entry.Number)))
        {
            await FollowAsync(record, entry);
            await cases.AddNoteAsync(record.Id, new CaseNote(FollowedEntries.NoteOf(entry.Number), clock.GetUtcNow(), Actor.Timer, ""));
        }
    }

    /// <summary>Whether a work item is the manager's call that a low answer asked for.</summary>
    public static bool IsRecovery(CaseId id, string item) => item.StartsWith($"{id}.{Step}.{Recovery}.", StringComparison.Ordinal);

    /// <summary>Nobody is called about a survey to whom that isn't welcome any more.</summary>
    public Task DontCallAsync(CaseId id) => work.CloseKindAsync(id, Step, Call, "They don’t want to be asked");

    Task FollowAsync(SurveyRecord record, CaseEntry entry) => entry.Kind switch
    {
        SurveyChanges.Shown => ShownAsync(record, entry),
        SurveyChanges.Asked => AskedAsync(record, entry, Because(entry)),
        SurveyChanges.Bounced => figures.CountBouncedAsync(record, Before(record, entry)),
        SurveyChanges.Reminded => RemindedAsync(record, entry, Because(entry)),
        SurveyChanges.Listed => ListedAsync(record, entry, Because(entry)),
        SurveyChanges.Closed => ClosedAsync(record, entry),
        SurveyChanges.Answered => AnsweredAsync(record, entry, entry.Read<SurveyAnswer>()),
        SurveyChanges.Called => CalledAsync(record, entry, entry.Read<SurveyCall>()),
        SurveyChanges.Recovered => RecoveredAsync(record, entry, entry.Read<SurveyRecovery>().Outcome),
        SurveyChanges.Complained => ComplainedAsync(record, entry, entry.Read<SurveyComplaint>()),
        SurveyChanges.AskedAgain => AskedAgainAsync(record, entry, Because(entry)),
        SurveyChanges.SaidBetter => SaidBetterAsync(record, entry, entry.Read<BetterAnswer>()),
        SurveyChanges.Withdrawn => WithdrawnAsync(record, entry, Because(entry)),
        _ => throw new InvalidOperationException($"A survey's log has an entry of the kind {entry.Kind}."),
    };

    async Task ShownAsync(SurveyRecord record, CaseEntry entry)
    {
        await figures.CountDeliveredAsync(record, entry, Before(record, entry));
        await notifier.ReportAsync(record, "survey.shown", entry, "Asked on our page how we did");
    }

    async Task AskedAsync(SurveyRecord record, CaseEntry entry, string? because)
    {
        if (because is not null)
        {
            await notifier.ReportAsync(record, "survey.skipped", entry, $"Not asked how we did: {because}", new { because });
            return;
        }
        await figures.CountDeliveredAsync(record, entry, Before(record, entry));
        await notifier.ReportAsync(record, "survey.sent", entry, "Asked by mail how we did");
        await notifier.TellAsync(record, SurveyNotifier.AskedMail, entry, mails.Asked(record.Id, record.Opened));
    }

    async Task RemindedAsync(SurveyRecord record, CaseEntry entry, string? because)
    {
        if (because is null)
        {
            var closes = record.State.Asked!.At.AddDays(record.Opened.Policy.CloseDays);
            await notifier.ReportAsync(record, "survey.reminded", entry, "Reminded of our questions");
            await notifier.TellAsync(record, "survey.reminded", entry, mails.Reminded(record.Id, record.Opened, closes), isReminder: true);
        }
    }

    async Task ListedAsync(SurveyRecord record, CaseEntry entry, string? because)
    {
        if (because is null)
        {
            await notifier.ReportAsync(record, "survey.listed", entry, "To be called, without an answer to our questions");
            await work.OpenAsync(
                record.Id, Step, Call, record.Opened.Policy.CallRole, $"Ask {record.Opened.Person.Name} by phone how we did, and write the answers down in {record.Id}: {words.Name(record.Opened.Service)}",
                record.Opened.Person.MemberKey);
        }
    }

    async Task ClosedAsync(SurveyRecord record, CaseEntry entry)
    {
        await work.CloseKindAsync(record.Id, Step, Call, "The survey is closed");
        await notifier.ReportAsync(record, "survey.closed", entry, "Closed without an answer");
    }

    async Task AnsweredAsync(SurveyRecord record, CaseEntry entry, SurveyAnswer answer)
    {
        var before = Before(record, entry);
        if (before.Answer is { } first && entry.At >= before.AmendableUntil(record.Opened.Policy))
        {
            return;
        }
        if (before.DeliveredAt is null)
        {
            await permission.NoteAskedAsync(record, DeterministicId.From(record.Id, SurveyChanges.Asked), entry.At);
        }
        await figures.CountAsync(record, entry, before);
        await work.CloseKindAsync(record.Id, Step, Call, "They answered");
        await notifier.ReportAsync(
            record, "survey.answered", entry, before.Answer is null ? $"Answered how we did: {Short(answer)}" : $"Changed their answer: {Short(answer)}",
            new { answer.Satisfaction, answer.CallAgain, answer.Recommend, answer.IsSatisfied, hasComment = answer.Comment is not null, isLate = before.Closed is not null, isChange = before.Answer is not null });
        if (answer.IsLow)
        {
            var due = new BusinessCalendar(record.Opened.Calendar).DeadlineAfter(entry.At, record.Opened.Policy.RecoveryDays);
            await notifier.ReportAsync(record, "survey.low", entry, "Dissatisfied: a manager calls", new { due });
            await work.OpenAsync(
                record.Id, Step, Recovery, StaffRoles.Managers, $"Call {record.Opened.Person.Name}, who is dissatisfied ({Short(answer)}; {record.Id}): {words.Name(record.Opened.Service)}",
                record.Opened.Person.MemberKey, new CaseWorkItemTime(due));
        }
        else if (answer.IsPraise)
        {
            var helper = record.Opened.Service.Helper;
            await notifier.ReportAsync(
                record, "survey.praised", entry, helper is null ? "Praised us" : $"Praised {helper}", new { helper, answer.Satisfaction, answer.Comment, about = words.Name(record.Opened.Service) },
                record.Opened.Policy.ResultsRole);
        }
    }

    async Task CalledAsync(SurveyRecord record, CaseEntry entry, SurveyCall call)
    {
        var detail = call.Text is { } text ? $": {text}" : "";
        await notifier.ReportAsync(record, "survey.called", entry, $"{(call.IsReached ? "Called, and doesn’t want to answer" : "Called, and not reached")}{detail}", new { call.IsReached });
        if (call.IsReached)
        {
            await DontCallAsync(record.Id);
        }
    }

    async Task RecoveredAsync(SurveyRecord record, CaseEntry entry, string outcome)
    {
        await notifier.ReportAsync(record, "survey.recovered", entry, $"{entry.By.Name} called: {outcome}");
        await work.CloseKindAsync(record.Id, Step, Recovery, $"{entry.By.Name} called: {outcome}");
    }

    async Task WithdrawnAsync(SurveyRecord record, CaseEntry entry, string? because)
    {
        await work.CloseAllAsync(record.Id, because ?? "The person's data are to be erased");
        if (because is not null)
        {
            await notifier.ReportAsync(record, "survey.withdrawn", entry, $"Withdrawn: {because}");
        }
    }

    /// <summary>The words are the message: a complaint begins from them.</summary>
    Task ComplainedAsync(SurveyRecord record, CaseEntry entry, SurveyComplaint complaint) => notifier.ReportAsync(
        record, "survey.complained", entry, $"{entry.By.PersonName} took it for a complaint", new { complaint.Text, complaint.Category, complaint.About });

    async Task AskedAgainAsync(SurveyRecord record, CaseEntry entry, string? because)
    {
        if (because is null)
        {
            await notifier.ReportAsync(record, "survey.asked-again", entry, "Asked whether it is better now");
            await notifier.TellAsync(record, "survey.asked-again", entry, mails.AskedAgain(record.Id, record.Opened));
        }
    }

    async Task SaidBetterAsync(SurveyRecord record, CaseEntry entry, BetterAnswer answer)
    {
        await notifier.ReportAsync(record, "survey.followed-up", entry, answer.IsBetter ? "Says that it is better now" : "Says that it isn’t better", new { answer.IsBetter });
        if (!answer.IsBetter)
        {
            await work.OpenAsync(
                record.Id, Step, StillBad, StaffRoles.Managers, $"Call {record.Opened.Person.Name} again: it isn’t better ({record.Id}): {words.Name(record.Opened.Service)}",
                record.Opened.Person.MemberKey, new CaseWorkItemTime(new BusinessCalendar(record.Opened.Calendar).DeadlineAfter(entry.At, record.Opened.Policy.RecoveryDays)));
        }
    }

    static SurveyState Before(SurveyRecord record, CaseEntry entry) => SurveyState.Fold(record.Opened, record.Entries.Where(each => each.Number < entry.Number));

    static string? Because(CaseEntry entry) => entry.Read<SurveyMark>().Because;

    /// <summary>"satisfied 2 of 5, recommends 3 of 10".</summary>
    static string Short(SurveyAnswer answer) => string.Join(", ", new[]
    {
        answer.IsSatisfied is { } satisfied ? satisfied ? "satisfied" : "not satisfied" : null,
        answer.Satisfaction is { } score ? FormattableString.Invariant($"satisfied {score} of 5") : null,
        answer.CallAgain is { } again ? FormattableString.Invariant($"calls again {again} of 5") : null,
        answer.Recommend is { } recommend ? FormattableString.Invariant($"recommends {recommend} of 10") : null,
    }.OfType<string>());
}

using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Surveys.Telling;

namespace MemberServices.Surveys;

/// <summary>Keeps what surveys are found by up to date with their logs.</summary>
public sealed class SurveyIndex(CaseIndex index, SurveyCases cases, TimeProvider clock)
{
    /// <summary>The lists of those whom staff call: who didn't answer, and who is dissatisfied.</summary>
    public const string Questions = "calls", Recoveries = "recoveries";

    /// <summary>Writes what the log says.</summary>
    /// <param name="record">The log as it was read.</param>
    /// <param name="dueAt">When the survey does something by itself; null: never again.</param>
    /// <param name="cancellationToken">Gives up; the survey's next look completes it.</param>
    public Task UpdateAsync(SurveyRecord record, DateTimeOffset? dueAt, CancellationToken cancellationToken = default) => index.UpdateAsync(
        record.Id, async _ => EntryOf(await cases.GetAsync(record.Id, cancellationToken)) with { DueAt = dueAt }, cancellationToken);

    /// <summary>Takes back what was announced for a time.</summary>
    public Task RecallAsync(CaseId id, DateTimeOffset at, CancellationToken cancellationToken = default) => index.UpdateAsync(
        id, async before => EntryOf(await cases.GetAsync(id, cancellationToken)) with { DueAt = before?.DueAt == at ? null : before?.DueAt }, cancellationToken);

    CaseIndexEntry EntryOf(SurveyRecord record)
    {
        var (opened, state) = (record.Opened, record.State);
        var isOver = state.IsOver(opened, clock.GetUtcNow());
        var call = state.Call(opened, clock.GetUtcNow());
        return new CaseIndexEntry(
            record.Id, StageOf(state), isOver ? "over" : null, OfficeKey: null, opened.OpenedAt, isOver ? state.EndsAt(opened) : null, opened.Person.Name, opened.Person.Email,
            opened.Person.MemberKey is { Length: > 0 } key ? key : null, Step: record.Entries.Count,
            WaitsFor: call switch
            {
                CallToMake.Recovery => new CaseWait("A manager", $"call {opened.Person.Name}", record.RecoveryDueAt),
                CallToMake.Questions => new CaseWait("Somebody of the staff", $"call {opened.Person.Name}", state.Asked!.At.AddDays(opened.Policy.CloseDays)),
                _ => null,
            },
            Queue: call switch { CallToMake.Recovery => Recoveries, CallToMake.Questions => Questions, _ => null },
            Title: record.IsErased ? null : SurveyWords.Title(opened.Service));
    }

    static string StageOf(SurveyState state) => state switch
    {
        { AsksAgain: true } => SurveyChanges.AskedAgain,
        { WithdrawnAt: not null } => SurveyChanges.Withdrawn,
        { Answer: not null } => SurveyChanges.Answered,
        { Closed: not null } => SurveyChanges.Closed,
        { DeliveredAt: not null } => SurveyChanges.Asked,
        _ => "waiting",
    };
}

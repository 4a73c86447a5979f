using MemberServices.Cases;
using MemberServices.Links;
using MemberServices.Messages;
using MemberServices.Surveys.Choosing;
using MemberServices.Surveys.Telling;
using MemberServices.WorkItems;
using Microsoft.DurableTask.Client;

namespace MemberServices.Surveys.Answering;

/// <summary>What became of an answer.</summary>
public enum AnswerState
{
    Recorded,

    /// <summary>The very same was there already.</summary>
    Repeated,

    /// <summary>Another one counts: the time to change it is over.</summary>
    Kept,

    /// <summary>Nothing more can come of the survey.</summary>
    Over,

    /// <summary>Nobody is to be called about it now.</summary>
    NoCall,

    Unknown,
}

/// <summary>Where answers come in, from the page, staff and the phone: the first wins, and may be changed for a while. What fits is written into the log, and the survey is woken up.</summary>
public sealed class SurveyDesk(SurveyCases cases, SurveyIndex index, SurveyPermission permission, LinkTable links, WorkItemTable work, TimeProvider clock)
{
    static readonly TimeSpan RepeatTime = TimeSpan.FromHours(1);

    /// <summary>A survey's log; null when there is none with that number.</summary>
    public Task<SurveyRecord?> FindAsync(CaseId id, CancellationToken cancellationToken = default) => cases.ReadAsync(id, cancellationToken);

    /// <summary>Takes an answer.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="id">Which survey.</param>
    /// <param name="answer">Checked.</param>
    /// <param name="by">Who of the staff wrote it down; null: who was asked answered.</param>
    /// <param name="channel">How it came.</param>
    /// <param name="at">When it was given; null: now.</param>
    /// <param name="cancellationToken">Gives up; the same again completes it.</param>
    public Task<AnswerState> AnswerAsync(
        DurableTaskClient client, CaseId id, SurveyAnswer answer, Actor? by, Channel channel, DateTimeOffset? at = null, CancellationToken cancellationToken = default) => ApplyAsync(
            client, id,
            (record, state, now) => state.Answer is { } given && given.What == answer ? AnswerState.Repeated
                : state.IsOver(record.Opened, now) ? state.Answer is null ? AnswerState.Over : AnswerState.Kept
                : state.Answer is not null && now >= state.AmendableUntil(record.Opened.Policy) ? AnswerState.Kept
                : AnswerState.Recorded,
            record => CaseEntry.Of(SurveyChanges.Answered, record.State.Answer is null && at is { } told ? told : clock.GetUtcNow(), by ?? record.Respondent, channel, answer),
            cancellationToken);

    /// <summary>Takes the answer to the question of a month later: once.</summary>
    /// <inheritdoc cref="AnswerAsync"/>
    public Task<AnswerState> SayBetterAsync(DurableTaskClient client, CaseId id, BetterAnswer answer, Channel channel, CancellationToken cancellationToken = default) => ApplyAsync(
        client, id,
        (record, state, now) => record.Entries.FirstOrDefault(entry => entry.Kind == SurveyChanges.SaidBetter) is { } said
            ? said.Read<BetterAnswer>() == answer ? AnswerState.Repeated : AnswerState.Kept
            : state.AsksAgain && !state.IsOver(record.Opened, now) ? AnswerState.Recorded : AnswerState.Over,
        record => CaseEntry.Of(SurveyChanges.SaidBetter, clock.GetUtcNow(), record.Respondent, channel, answer), cancellationToken);

    /// <summary>Keeps what came of a manager's call, from the work item that asked for it. Other items change nothing here.</summary>
    public async Task RecoverAsync(DurableTaskClient client, CaseId id, string item, string by, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        if (!SurveyConsequences.IsRecovery(id, item) || await work.ReadAsync(item, cancellationToken) is not { Item.ClosedBecause: { } outcome })
        {
            return;
        }
        await ApplyAsync(
            client, id,
            (record, state, now) => state.RecoveredAt is not null ? AnswerState.Repeated : state.IsOver(record.Opened, now) ? AnswerState.Over : AnswerState.Recorded,
            _ => CaseEntry.Of(SurveyChanges.Recovered, at, new Actor(ActorKind.Staff, by), Channel.System, new SurveyRecovery(outcome)), cancellationToken);
    }

    /// <summary>Keeps what came of a manager's call, as somebody of the staff tells it.</summary>
    public Task<AnswerState> RecoverAsync(DurableTaskClient client, CaseId id, string outcome, Actor by, Channel channel, CancellationToken cancellationToken = default) => ApplyAsync(
        client, id,
        (record, state, now) => record.Entries.FirstOrDefault(entry => entry.Kind == SurveyChanges.Recovered) is { } called
            ? called.By == by && called.Read<SurveyRecovery>().Outcome == outcome ? AnswerState.Repeated : AnswerState.Kept
            : state.Call(record.Opened, now) == CallToMake.Recovery ? AnswerState.Recorded : AnswerState.NoCall,
        _ => CaseEntry.Of(SurveyChanges.Recovered, clock.GetUtcNow(), by, channel, new SurveyRecovery(outcome)), cancellationToken);

    /// <summary>Keeps that somebody of the staff called and has no answer: the same by the same within an hour is a repeat.</summary>
    public Task<AnswerState> CallAsync(DurableTaskClient client, CaseId id, SurveyCall call, Actor by, Channel channel, CancellationToken cancellationToken = default) => ApplyAsync(
        client, id,
        (record, state, now) => record.Entries.LastOrDefault(entry => entry.Kind == SurveyChanges.Called) is { } last && last.By == by && last.Read<SurveyCall>() == call && now - last.At < RepeatTime
            ? AnswerState.Repeated
            : state.Call(record.Opened, now) is null ? AnswerState.NoCall : AnswerState.Recorded,
        _ => CaseEntry.Of(SurveyChanges.Called, clock.GetUtcNow(), by, channel, call), cancellationToken);

    /// <summary>Takes what came of a low answer for a complaint: once.</summary>
    /// <inheritdoc cref="AnswerAsync"/>
    public Task<AnswerState> ComplainAsync(DurableTaskClient client, CaseId id, SurveyComplaint complaint, Actor by, Channel channel, CancellationToken cancellationToken = default) => ApplyAsync(
        client, id,
        (record, state, now) => record.Entries.FirstOrDefault(entry => entry.Kind == SurveyChanges.Complained) is { } said
            ? said.Read<SurveyComplaint>() == complaint ? AnswerState.Repeated : AnswerState.Kept
            : state.Answer?.What.IsLow == true && !state.IsOver(record.Opened, now) ? AnswerState.Recorded : AnswerState.Over,
        _ => CaseEntry.Of(SurveyChanges.Complained, clock.GetUtcNow(), by, channel, complaint), cancellationToken);

    /// <summary>Notes that the mail with the questions came back; of other mails, nothing.</summary>
    public Task BounceAsync(DurableTaskClient client, CaseId id, string mail, DateTimeOffset at, CancellationToken cancellationToken = default) => ApplyAsync(
        client, id,
        (record, state, _) => state.BouncedAt is not null ? AnswerState.Repeated
            : record.Entries.Any(entry => entry.Kind == SurveyChanges.Asked && DeterministicId.From(id, SurveyNotifier.AskedMail, entry.Number, 1) == mail) ? AnswerState.Recorded
            : AnswerState.Kept,
        _ => CaseEntry.Of(SurveyChanges.Bounced, at, Actor.Timer, Channel.Email, new SurveyMark()), cancellationToken);

    /// <summary>
    /// Shows the questions to somebody who is on one of our pages: a link to them, which only its reader has; null when they aren't asked, or
    /// have answered.
    /// </summary>
    public async Task<string?> ShowAsync(DurableTaskClient client, CaseId id, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(id, cancellationToken) is not { IsErased: false } record || record.State is not { Answer: null, Asked: null } state)
        {
            return null;
        }
        // The mail that follows without an answer is the same asking.
        if (state.Shown is null && await permission.RefusalAsync(record, DeterministicId.From(id, SurveyChanges.Asked), clock.GetUtcNow(), isContact: false) is not null)
        {
            return null;
        }
        await ApplyAsync(
            client, id,
            (_, now, _) => now.Shown is not null ? AnswerState.Repeated : now.WithdrawnAt is not null ? AnswerState.Over : AnswerState.Recorded,
            _ => CaseEntry.Of(SurveyChanges.Shown, clock.GetUtcNow(), Actor.Timer, Channel.Form, new SurveyMark()), cancellationToken);
        return await links.IssueAsync(
            LinkPurpose.Survey, id.ToString(), 1, record.Opened.Person.Email, clock.GetUtcNow().AddDays(record.Opened.Policy.LinkDays), record.Opened.Person.MemberKey);
    }

    /// <summary>Ends it for good.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="id">Which survey.</param>
    /// <param name="by">Who ends it.</param>
    /// <param name="channel">How they reached us.</param>
    /// <param name="because">Why; null: the person's data are to be erased, and it ends wherever it is.</param>
    /// <param name="cancellationToken">Gives up; the same again completes it.</param>
    public Task<AnswerState> WithdrawAsync(DurableTaskClient client, CaseId id, Actor by, Channel channel, string? because, CancellationToken cancellationToken = default) => ApplyAsync(
        client, id,
        (record, state, now) => state.WithdrawnAt is not null ? AnswerState.Repeated : because is not null && state.IsOver(record.Opened, now) ? AnswerState.Over : AnswerState.Recorded,
        _ => CaseEntry.Of(SurveyChanges.Withdrawn, clock.GetUtcNow(), by, channel, new SurveyMark(because)), cancellationToken);

    /// <summary>Why an answer wasn't taken, to whoever sent it.</summary>
    public static string Words(AnswerState state) => state switch
    {
        AnswerState.Kept => "The survey has an answer already, and the time to change it is over.",
        AnswerState.Over => "The survey is over: its answers are no longer taken.",
        AnswerState.NoCall => "Nobody is to be called about this survey now: they answered, the call was made, or it is over.",
        AnswerState.Unknown => "There is no such survey. Look at its number.",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "That was taken."),
    };

    async Task<AnswerState> ApplyAsync(
        DurableTaskClient client, CaseId id, Func<SurveyRecord, SurveyState, DateTimeOffset, AnswerState> judge, Func<SurveyRecord, CaseEntry> entry, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { IsErased: false })
        {
            return AnswerState.Unknown;
        }
        var state = AnswerState.Unknown;
        var (record, _) = await cases.AddEntryAsync(
            id,
            now =>
            {
                // A second try after a lost answer finds its own entry, and calls it a repeat: for the sender that is as good.
                state = judge(now, now.State, clock.GetUtcNow());
                return state == AnswerState.Recorded ? entry(now) : null;
            },
            cancellationToken);
        if (state is AnswerState.Recorded or AnswerState.Repeated)
        {
            await index.UpdateAsync(record, dueAt: clock.GetUtcNow(), cancellationToken);
            await CaseEvents.RaiseAsync(client, id, cancellationToken: cancellationToken);
        }
        return state;
    }
}

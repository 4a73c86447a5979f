using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Messages;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding.Answering;

/// <summary>What another system answers to what a case has asked it.</summary>
/// <param name="Record">The case as it is.</param>
/// <param name="Type">The message's type.</param>
/// <param name="Step">The step that asked.</param>
/// <param name="Fields">The message's data.</param>
/// <param name="By">Who answers.</param>
/// <param name="Message">Names the message: a repeat has the same.</param>
public sealed record SystemAnswer(EnrollmentRecord Record, string Type, int Step, FieldReader Fields, Actor By, string Message)
{
    /// <summary>What was wrong with the fields that were read so far.</summary>
    public IReadOnlyList<MessageError> Errors => MessageError.Of(Fields.Errors);

    public string Applicant => $"{Record.Applicant.MemberFullName} ({Record.Applicant.MemberKey})";
}

/// <summary>An answer that changed nothing: it came too late, or contradicts the one that counts.</summary>
/// <param name="Message">See <see cref="SystemAnswer.Message"/>.</param>
/// <param name="Type">The message's type.</param>
/// <param name="Step">The step that it answers.</param>
/// <param name="Why">Why it changed nothing, for staff.</param>
public sealed record AnswerSetAside(string Message, string Type, int Step, string Why)
{
    /// <summary>The entry's kind.</summary>
    public const string Kind = "answer-set-aside";
}

/// <summary>
/// Takes what other systems answer by message. An answer repeats <c>caseId</c> and <c>step</c>; the first one counts, and one that
/// comes too late, or contradicts it, is kept and, where somebody must act, becomes work.
/// </summary>
public sealed class SystemAnswers(EnrollmentCases cases, EnrollmentNotifier notifier, CaseWorkItems work, TimeProvider clock)
{
    static readonly FieldRule Case = new("caseId", 40, "Repeat the caseId of what you answer.")
    {
        Problem = text => CaseId.TryParse(text, out _) ? null : "Repeat the caseId of what you answer, such as \"EN-7KQ2MX\".",
    };

    /// <summary>Reads an answer and finds its case.</summary>
    /// <param name="message">The message.</param>
    /// <param name="stepsOf">The steps of a case that such a message can answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer, or what is wrong with it.</returns>
    public async Task<(SystemAnswer? Answer, IReadOnlyList<MessageError> Errors)> ReadAsync(
        CloudEvent message, Func<EnrollmentRecord, IEnumerable<int>> stepsOf, CancellationToken cancellationToken)
    {
        if (message.Data.ValueKind != JsonValueKind.Object)
        {
            return (null, [new MessageError("data", "must be an object with caseId and step")]);
        }
        var fields = new FieldReader(message.Data);
        var (number, step) = (fields.Text("caseId", Case), fields.Integer("step"));
        fields.Must(step is not null, "step", "Repeat the step of what you answer.", FieldCodes.Required);
        var answer = new SystemAnswer(
            null!, message.Type, step ?? 0, fields, Actor.System(message.Source), DeterministicId.From("message", message.Source, message.Id));
        if (fields.Errors.Count > 0)
        {
            return (null, answer.Errors);
        }
        if (await cases.ReadAsync(CaseId.Parse(number), cancellationToken) is not { } record)
        {
            return (null, [new MessageError("data.caseId", $"must be an enrollment that there is; got {CaseId.Parse(number)}")]);
        }
        var steps = stepsOf(record).Distinct().ToList();
        return steps.Contains(answer.Step)
            ? (answer with { Record = record }, [])
            : (null, [new MessageError("data.step", $"must be one that this answers: {(steps.Count == 0 ? "there is none" : string.Join(", ", steps))}; got {answer.Step}")]);
    }

    /// <summary>Closes the present step with an answer, unless somebody was faster. What counts.</summary>
    public async Task<EnrollmentStepOutcome> CloseAsync(
        DurableTaskClient client, EnrollmentRecord record, EnrollmentOutcome what, Actor by, CancellationToken cancellationToken)
    {
        var counts = await cases.AddOutcomeAsync(
            record.Id, new EnrollmentStepOutcome(record.State.Step, what, by, Channel.Message, clock.GetUtcNow()), cancellationToken);
        await CaseEvents.RaiseAsync(client, record.Id, counts.Step, cancellationToken);
        return counts;
    }

    /// <summary>Wakes a case in whichever step it sleeps: whoever took the answer before may have gone down.</summary>
    public static Task WakeAsync(DurableTaskClient client, EnrollmentRecord record, CancellationToken cancellationToken) =>
        CaseEvents.RaiseAllAsync(client, record.Id, record.Outcomes.Select(outcome => outcome.Step).Append(record.State.Step).Distinct(), cancellationToken);

    /// <summary>Keeps an answer that changes nothing; a repeat is kept once.</summary>
    /// <param name="answer">Which.</param>
    /// <param name="why">Why it changes nothing, for staff.</param>
    /// <param name="role">Who must act; null: nobody.</param>
    /// <param name="title">What they must do.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task SetAsideAsync(SystemAnswer answer, string why, string? role = null, string? title = null, CancellationToken cancellationToken = default)
    {
        var (record, added) = await cases.AddEntryAsync(
            answer.Record.Id,
            now => Find(now, answer, why) is null
                ? CaseEntry.Of(AnswerSetAside.Kind, clock.GetUtcNow(), answer.By, Channel.Message, new AnswerSetAside(answer.Message, answer.Type, answer.Step, why))
                : null,
            cancellationToken);
        var entry = added ?? Find(record, answer, why)!;
        await notifier.ReportAsync(
            record, "answer.set-aside", answer.Step, entry.At, $"{answer.Type} changed nothing: {why}", entry.Number, entry.By, Channel.Message, new { answer.Step, answer.Type });
        if (role is not null)
        {
            await work.OpenAsync(record.Id, step: 0, $"answer-{entry.Number}", role, title ?? why, record.Applicant.MemberKey);
        }
    }

    /// <summary>The same message, or one that says the same once more.</summary>
    static CaseEntry? Find(EnrollmentRecord record, SystemAnswer answer, string why) => record.Entries.FirstOrDefault(
        entry => entry.Kind == AnswerSetAside.Kind && entry.Read<AnswerSetAside>() is var kept
            && (kept.Message == answer.Message || (kept.Type, kept.Step, kept.Why) == (answer.Type, answer.Step, why)));
}

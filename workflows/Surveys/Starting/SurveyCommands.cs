using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Contacts;
using MemberServices.Fields;
using MemberServices.Members;
using MemberServices.Messages;
using MemberServices.Surveys.Answering;
using Microsoft.DurableTask.Client;

namespace MemberServices.Surveys.Starting;

/// <summary>What other systems tell by message: a call that ended, what somebody answered with a phone's keys, that a member left.</summary>
public sealed class SurveyCommands(
    SurveyStarts starts, SurveyDesk desk, PersonFinder people, MemberTable members, EventPublisher events, SurveyPolicy policy, TimeProvider clock)
{
    public const string CallEnded = "call.ended", Answered = "survey.answered", MemberDeparted = "member.departed";

    const string AnsweredCall = "answered";

    static readonly FieldRule Call = new("the call's id", 100, "Send the phone system's id of the call.");
    static readonly FieldRule CallRule = Call with { Empty = null };
    static readonly FieldRule Helper = new("who took it", 100, Empty: null);
    static readonly FieldRule Why = FieldRules.Reason("the reason", empty: null);
    static readonly FieldRule Email = FieldRules.Email("the caller's email address") with { Empty = null };
    static readonly FieldRule Outcome = FieldRules.Choice("the outcome", "Say whether the call was answered or abandoned.", "Choose answered or abandoned.", [AnsweredCall, "abandoned"]);

    static readonly FieldRule Member = new("the member's key", Fields.MemberKey.Longest, "Send the member's key.")
    {
        Unify = key => key.ToUpperInvariant(),
        Problem = key => Fields.MemberKey.IsValid(key) ? null : "Send a member's key such as TX-123456.",
    };

    static readonly FieldRule Ticket = Number("the ticket's number", "Send a ticket's number, such as TK-7KQ2MX.", CaseKind.Ticket);
    static readonly FieldRule Survey = Number("the survey's number", "Send a survey's number, such as SV-7KQ2MX.", CaseKind.Survey);

    /// <summary>A call that was taken, of somebody whom we know as a member. One that belongs to a ticket is asked about with the ticket.</summary>
    public async Task<IReadOnlyList<MessageError>> CallEndedAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (command.ReadFields() is not { } fields)
        {
            return [MessageError.NotAnObject];
        }
        var (call, outcome, helper) = (fields.Text("callId", Call), fields.Text("outcome", Outcome), fields.OptionalText("by", Helper));
        var (ticket, key, email) = (fields.OptionalText("caseId", Ticket), fields.OptionalText("memberKey", Member with { Empty = null }), fields.OptionalText("email", Email));
        var at = command.ReadTime(fields, clock.GetUtcNow());
        if (fields.Errors.Count > 0)
        {
            return MessageError.Of(fields.Errors);
        }
        var memberKey = key ?? (email is null ? null : (await people.OfEmailAsync(email, cancellationToken)).MemberKey);
        if (outcome == AnsweredCall && ticket is null && memberKey is not null)
        {
            await starts.StartAsync(client, Service.OfCall(command.Source, call, at, helper), memberKey, TimeSpan.FromMinutes(policy.CallMinutes), cancellationToken: cancellationToken);
        }
        return [];
    }

    /// <summary>
    /// An answer to a survey of ours, by its number, or to a call, by the phone system's id of it: that one was asked there, and needs no
    /// sample. Whichever of the two messages about a call comes first, it is one survey.
    /// </summary>
    public async Task<IReadOnlyList<MessageError>> AnsweredAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (command.ReadFields() is not { } fields)
        {
            return [MessageError.NotAnObject];
        }
        var (number, call, helper) = (fields.OptionalText("caseId", Survey), fields.OptionalText("callId", CallRule), fields.OptionalText("by", Helper));
        fields.Must((number is null) != (call is null), number is null ? "callId" : "caseId", "Send either the survey's caseId or the callId.", FieldCodes.Required);
        var memberKey = call is not null && number is null ? fields.Text("memberKey", Member) : "";
        var (answer, at) = (SurveyFields.ReadAnswer(fields), command.ReadTime(fields, clock.GetUtcNow()));
        if (fields.Errors.Count == 0 && number is null)
        {
            fields.Must(await members.FindAsync(memberKey, cancellationToken) is not null, "memberKey", "No member has this key: only members are asked.", FieldCodes.Unknown);
        }
        if (fields.Errors.Count > 0)
        {
            return MessageError.Of(fields.Errors);
        }
        var id = number is null
            ? await starts.StartAsync(client, Service.OfCall(command.Source, call!, at, helper), memberKey, TimeSpan.Zero, isAskedElsewhere: true, cancellationToken)
            : CaseId.Parse(number);
        var result = await desk.AnswerAsync(client, id!.Value, answer, by: null, Channel.Phone, at, cancellationToken);
        return result is AnswerState.Recorded or AnswerState.Repeated
            ? []
            : [new MessageError(number is null ? "data.callId" : "data.caseId", SurveyDesk.Words(result))];
    }

    /// <summary>Tells the topic that a member left; surveys begin from that event, as whatever else does that follows from a departure.</summary>
    public async Task<IReadOnlyList<MessageError>> MemberDepartedAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (command.ReadFields() is not { } fields)
        {
            return [MessageError.NotAnObject];
        }
        var (memberKey, reason, at) = (fields.Text("memberKey", Member), fields.OptionalText("reason", Why), command.ReadTime(fields, clock.GetUtcNow()));
        if (fields.Errors.Count == 0)
        {
            fields.Must(await members.FindAsync(memberKey, cancellationToken) is not null, "memberKey", "No member has this key. Send the one that the members' list has.", FieldCodes.Unknown);
        }
        if (fields.Errors.Count > 0)
        {
            return MessageError.Of(fields.Errors);
        }
        await events.PublishAsync(
            new DomainEvent(
                SurveyEvents.MemberDeparted, DeterministicId.From(MemberDeparted, command.Source, command.Id), at, memberKey, null, command.Source, "message",
                reason is null ? "Left" : $"Left: {reason}", JsonSerializer.SerializeToElement(new { reason })),
            cancellationToken);
        return [];
    }

    static FieldRule Number(string what, string wrong, CaseKind kind) => new(what, 40, Empty: null)
    {
        Problem = text => CaseId.TryParse(text, out var id) && id.Kind == kind ? null : wrong,
    };
}

using System.Text.Json;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Interactions;
using MemberServices.Messages;
using MemberServices.People;
using MemberServices.Retention;
using Microsoft.DurableTask.Client;

namespace MemberServices.Contacts;

/// <summary>What became of a contact that was logged.</summary>
/// <param name="Line">As it stands on the timeline; null when there are errors.</param>
/// <param name="IsNew">Whether it wasn't there before.</param>
/// <param name="Errors">What must be corrected.</param>
public sealed record LogResult(Interaction? Line, bool IsNew, IReadOnlyList<FieldError> Errors);

/// <summary>
/// Contacts that other systems tell of, by message (<see cref="Logged"/>) or by the API. One whose member isn't known is kept by
/// its mailbox; when its owner becomes a member, it is on the member's timeline.
/// </summary>
public sealed class ContactLog(InteractionTable timelines, CaseIndex cases, PersonFinder people, RetentionPolicy retention, TimeProvider clock)
{
    public const string Logged = "interaction.logged";

    public async Task<IReadOnlyList<MessageError>> TakeAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (command.Data.ValueKind != JsonValueKind.Object)
        {
            return [new MessageError("data", "must be an object: the contact")];
        }
        var result = await AddAsync(new FieldReader(command.Data), command.Time, by: null, DeterministicId.From(Logged, command.Source, command.Id), cancellationToken);
        return MessageError.Of(result.Errors);
    }

    /// <summary>Logs a contact. The same id again is the same line.</summary>
    /// <param name="fields">As they were sent.</param>
    /// <param name="sentAt">When it was sent, if that is known.</param>
    /// <param name="by">Who handled it, where that is known already.</param>
    /// <param name="id">Names it; null: what is in it does, so that the same contact again is the same line.</param>
    /// <param name="cancellationToken">Gives up; the next try completes it.</param>
    public async Task<LogResult> AddAsync(FieldReader fields, DateTimeOffset? sentAt, string? by, string? id, CancellationToken cancellationToken = default)
    {
        var (contact, _) = LoggedInteraction.Read(fields, sentAt, by, clock.GetUtcNow(), retention);
        if (contact.CaseId is { } number)
        {
            fields.Must(await cases.FindAsync(number, cancellationToken) is not null, "caseId", "Send the number of a case that is there: this one isn't.", FieldCodes.Unknown);
        }
        if (fields.Errors.Count > 0)
        {
            return new LogResult(null, false, fields.Errors);
        }
        var line = new Interaction(
            contact.At, Logged, $"{contact.Category} ({contact.Channel}, {contact.Direction})", contact.By, contact.Channel, contact.CaseId?.ToString(),
            contact.Category, contact.Direction, contact.Outcome.Length == 0 ? null : contact.Outcome);
        var key = contact.MemberKey.Length > 0 ? contact.MemberKey : KnownPerson.KeyOf(contact.Email);
        var isNew = await timelines.AddAsync(
            key, line, id ?? DeterministicId.From(Logged, key, JsonSerializer.Serialize(line)), contact.Email.Length > 0 ? contact.Email : null, cancellationToken);
        return new LogResult(line, isNew, []);
    }

    /// <summary>A page of somebody's timeline, newest first: what is kept under their key and under their mailboxes.</summary>
    public Task<InteractionPage> PageAsync(FoundPerson person, int take, string? after, CancellationToken cancellationToken = default) =>
        timelines.PageAsync(person.Keys, take, after, cancellationToken);

    /// <summary>Whose timeline is asked for.</summary>
    /// <param name="memberKey">The key; null: by the address.</param>
    /// <param name="email">The address; null: by the key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<FoundPerson> FindAsync(string? memberKey, string? email, CancellationToken cancellationToken = default) =>
        memberKey is not null ? people.OfKeyAsync(memberKey, cancellationToken) : people.OfEmailAsync(email!, cancellationToken);
}

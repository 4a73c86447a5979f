using System.Text.Json;
using MemberServices.Confirming;
using MemberServices.Fields;
using MemberServices.Mail;
using MemberServices.Messages;
using Microsoft.DurableTask.Client;

namespace MemberServices.LostLinks;

/// <summary>
/// Sends new links to who has lost theirs. The page answers before anything is looked up, so that neither its words nor its
/// time tell what is open at an address.
/// </summary>
public sealed class MyCases(CommandQueue commands, IEnumerable<ILostLinks> kinds, StoppedMailboxes stopped, EmailQueue queue, MyCasesMails mails, TimeProvider clock)
{
    /// <summary>The command that the page leaves.</summary>
    public const string Requested = "my-cases.requested";

    const string Kind = "my-cases.links";

    static readonly FieldRule Email = FieldRules.Email("your email address");

    /// <summary>Reads the form's address.</summary>
    public static Validated<string> Read(FieldReader fields) => new(fields.Text("email", Email), fields.Errors);

    /// <summary>Has the links sent.</summary>
    /// <param name="email">Checked.</param>
    /// <param name="formKey">Names the form that was sent: again, it is one mail.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task AskAsync(string email, string formKey, CancellationToken cancellationToken = default) =>
        commands.SendAsync(Requested, DeterministicId.From(Requested, formKey), new Request(email, formKey), cancellationToken);

    /// <summary>Sends them, to the addresses that the cases have: what was typed only says where to look.</summary>
    public async Task<IReadOnlyList<MessageError>> SendAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (command.Data.ValueKind != JsonValueKind.Object || Read(new FieldReader(command.Data)) is not { Errors.Count: 0, Value: var email }
            || command.Data.Deserialize<Request>(JsonSerializerOptions.Web)?.FormKey is not { } formKey)
        {
            return [new MessageError("data", "must have an email address and the form's key")];
        }
        if (await stopped.IsStoppedAsync(email, clock.GetUtcNow(), cancellationToken))
        {
            return [];
        }
        var open = new List<LostLink>();
        foreach (var kind in kinds)
        {
            open.AddRange(await kind.OpenAtAsync(email, cancellationToken));
        }
        foreach (var address in open.Select(each => each.Address).DefaultIfEmpty(email).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var theirs = open.Where(each => each.Address.Equals(address, StringComparison.OrdinalIgnoreCase)).ToList();
            await queue.QueueAsync(
                new OutgoingEmail(DeterministicId.From(Kind, formKey, address), address, "", mails.Links(theirs), null, null, Kind, [.. theirs.Select(each => each.Link)], IsUnconfirmed: true),
                cancellationToken);
        }
        return [];
    }

    sealed record Request(string Email, string FormKey);
}

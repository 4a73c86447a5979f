using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Messages;
using MemberServices.Onboarding.BrokerApproval;
using MemberServices.Confirming;
using MemberServices.Onboarding.Correcting;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding.LostLinks;

/// <summary>An applicant's open application, or a request that waits for a broker, of one address.</summary>
/// <param name="Address">As the case has it: where its links go.</param>
/// <param name="Applications">To follow.</param>
/// <param name="Requests">To decide.</param>
public sealed record OpenCases(string Address, IReadOnlyList<EnrollmentRecord> Applications, IReadOnlyList<OpenRequest> Requests);

/// <summary>
/// Sends new links to who has lost theirs. The page answers before anything is looked up, so that neither its words nor its
/// time tell what is open at an address.
/// </summary>
public sealed class MyCases(
    CommandQueue commands, CaseIndex index, EnrollmentCases cases, OpenRequests requests, StoppedMailboxes stopped, EmailQueue queue, MyCasesMails mails, LinkPolicy days,
    TimeProvider clock)
{
    /// <summary>The command that the page leaves.</summary>
    public const string Requested = "my-cases.requested";

    const string Kind = "my-cases.links";

    /// <summary>The most applications of one mail; each costs a read.</summary>
    const int Most = 20;

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
        var open = await OpenAsync(email, cancellationToken);
        foreach (var each in open.Count > 0 ? open : [new OpenCases(email, [], [])])
        {
            await queue.QueueAsync(MailOf(each, formKey), cancellationToken);
        }
        return [];
    }

    OutgoingEmail MailOf(OpenCases open, string formKey)
    {
        var progress = open.Applications.Select(record => new LinkRequest(
            LinkPurpose.Progress, "enrollments", record.Id.ToString(), 0, record.Opened.ReceivedAt.AddDays(days.ProgressDays), record.Applicant.MemberKey));
        return new OutgoingEmail(
            DeterministicId.From(Kind, formKey, open.Address), open.Address, "", mails.Links(open), null, null, Kind, [.. progress, .. open.Requests.Select(each => each.Link)],
            IsUnconfirmed: true);
    }

    async Task<IReadOnlyList<OpenCases>> OpenAsync(string email, CancellationToken cancellationToken)
    {
        var applications = new List<EnrollmentRecord>();
        var page = await index.PageAsync(CaseQuery.OfPerson(email), CaseIndex.MostOfAPage, cancellationToken: cancellationToken);
        foreach (var entry in page!.Cases.Where(entry => entry.Id.Kind == CaseKind.Enrollment && entry.End is null).Take(Most))
        {
            if (await cases.ReadAsync(entry.Id, cancellationToken) is { State.End: null } record && EmailAddress.AreSame(record.Applicant.MemberEmail, email))
            {
                applications.Add(record);
            }
        }
        var asked = (await requests.OfAsync(email, cancellationToken)).Listed;
        return
        [
            .. applications.Select(record => record.Applicant.MemberEmail).Concat(asked.Select(each => each.Step.Asked!.Email))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(address => new OpenCases(
                    address,
                    [.. applications.Where(record => IsAt(record.Applicant.MemberEmail, address))],
                    [.. asked.Where(each => IsAt(each.Step.Asked!.Email, address))])),
        ];
    }

    static bool IsAt(string email, string address) => email.Equals(address, StringComparison.OrdinalIgnoreCase);

    sealed record Request(string Email, string FormKey);
}

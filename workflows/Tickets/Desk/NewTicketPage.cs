using MemberServices.Cases;
using MemberServices.Desk;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Fields;
using MemberServices.Members;
using MemberServices.Pages;
using MemberServices.Tickets.Opening;
using MemberServices.Tickets.Viewing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Tickets.Desk;

/// <summary>Staff open a ticket for a member or a public caller: the fields and rules of the API, and it is open at once.</summary>
public sealed class NewTicketPage(TicketFields rules, TicketService tickets, MemberTable members, DeskRenderer desk) : IDeskForm
{
    /// <summary>The address of this page.</summary>
    public const string Address = DeskRequest.Root + "/tickets/new";

    /// <summary>In the form's order.</summary>
    static readonly List<string> Fields = ["memberKey", "fullName", "email", "phone", "channel", "priority", "category", "subject", "text"];

    public string Route => "tickets/new";

    public string What => "opens a ticket for a member or a public caller, at once";

    /// <summary>The form with whom a ticket is about; of a closed ticket, to go on with it.</summary>
    public static string For(TicketView ticket) => DeskRequest.With(Address, (ticket.Phase == TicketPhase.Closed ? "follows" : "like", $"{ticket.Id}"));

    /// <summary>The form for a member.</summary>
    public static string ForMember(string memberKey) => DeskRequest.With(Address, ("member", memberKey));

    public async Task<IActionResult> ShowAsync(DeskRequest request)
    {
        var values = ContactForm.Empty;
        var follows = await FindAsync(request.Query("follows"), request.Cancellation);
        if ((follows ?? await FindAsync(request.Query("like"), request.Cancellation))?.Opened.Request is { } known)
        {
            values = known with { Subject = follows is null ? "" : known.Subject, Category = follows is null ? "" : known.Category, Text = "", Priority = Priority.Normal };
        }
        else if (request.Query("member") is { } key && MemberKey.IsValid(key) && await members.FindAsync(key, request.Cancellation) is { } member)
        {
            values = values with { MemberKey = member.MemberKey, FullName = member.MemberFullName, Email = member.MemberEmail, Phone = member.MemberPreferredPhone };
        }
        return await PageAsync(request, StatusCodes.Status200OK, new NewTicketForm(values, "", FormToken.New(), [], follows?.Id));
    }

    public async Task<IActionResult> SendAsync(DeskRequest request, PostedForm sent)
    {
        var fields = sent.Fields;
        var isChannel = EnumNames<Channel>.TryParse(fields.Text("channel", DeskChannels.Rule), out var channel);
        var read = await rules.ReadAsync(fields, isTrusted: true, request.Cancellation);
        var (formToken, follows) = (FormToken.Of(sent), await FindAsync(sent["follows"], request.Cancellation));
        fields.Must(sent["follows"].Length == 0 || follows is not null, "text", "The ticket that it goes on with isn’t there.");
        var start = fields.Errors.Count > 0 || !isChannel
            ? StartResult.Refused(fields.Errors)
            : await tickets.StartAsync(
                request.Durable, read, FormToken.RequestKey(formToken, (read.Value, channel, follows?.Id)), request.Actor, channel, follows: follows?.Id, cancellationToken: request.Cancellation);
        return start.Id is { } id
            ? new RedirectAfterPost(DeskRequest.With(DeskCases.AddressOf(id), ("done", TicketCase.OpenedNote)))
            : await PageAsync(request, StatusCodes.Status400BadRequest, new NewTicketForm(read.Value, sent["channel"], formToken, [.. start.Errors.OrderBy(error => Fields.IndexOf(error.Field)).Select(Theirs)], follows?.Id));
    }

    /// <summary>A ticket whose customer is known; null: there is none.</summary>
    async Task<TicketRecord?> FindAsync(string? number, CancellationToken cancellationToken) =>
        CaseId.TryParse(number ?? "", out var id) && id.Kind == CaseKind.Ticket && await tickets.FindAsync(id, cancellationToken) is { IsErased: false } record ? record : null;

    /// <summary>The rules speak to customers; here somebody else types.</summary>
    static FieldError Theirs(FieldError error) => error with { Message = ThirdPerson.Of(error.Message, "the customer") };

    Task<PageResult> PageAsync(DeskRequest request, int status, NewTicketForm form) => desk.PageAsync<NewTicket>(request, status, (nameof(NewTicket.Form), form));
}

/// <param name="Values">What stands in the fields.</param>
/// <param name="Channel">How they reached us, as it was chosen.</param>
/// <param name="FormToken">The form's mark.</param>
/// <param name="Errors">What to correct.</param>
/// <param name="Follows">The closed ticket that it goes on with, or null.</param>
public sealed record NewTicketForm(TicketRequest Values, string Channel, string FormToken, IReadOnlyList<FieldError> Errors, CaseId? Follows)
{
    public string? Error(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Message;
}

using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Complaints.Opening;
using MemberServices.Desk;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Fields;
using MemberServices.Members;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Complaints.Desk;

/// <summary>Staff open a complaint for a member or a public caller: the fields and rules of the API, and it is open at once.</summary>
public sealed class NewComplaintPage(ComplaintFields rules, ComplaintService complaints, MemberTable members, CaseIndex index, DeskRenderer desk) : IDeskForm
{
    /// <summary>The address of this page.</summary>
    public const string Address = ComplaintListPage.Address + "/new";

    /// <summary>In the form's order.</summary>
    static readonly List<string> Fields = ["memberKey", "fullName", "email", "phone", "channel", "category", "text", "about", "case"];

    public string Route => "complaints/new";

    public string What => "opens a complaint for a member or a public caller, at once";

    public async Task<IActionResult> ShowAsync(DeskRequest request)
    {
        var values = new Dictionary<string, string>();
        if (request.Query("member") is { } key && MemberKey.IsValid(key) && await members.FindAsync(key, request.Cancellation) is { } member)
        {
            (values["memberKey"], values["fullName"], values["email"], values["phone"]) = (member.MemberKey, member.MemberFullName, member.MemberEmail, member.MemberPreferredPhone);
        }
        else if (CaseId.TryParse(request.Query("case") ?? "", out var id) && await index.FindAsync(id, request.Cancellation) is { Email.Length: > 0 } entry)
        {
            (values["memberKey"], values["fullName"], values["email"], values["case"]) = (entry.MemberKey ?? "", entry.Name, entry.Email, $"{id}");
        }
        return await PageAsync(request, StatusCodes.Status200OK, new NewComplaintForm(values, FormToken.New(), []));
    }

    public async Task<IActionResult> SendAsync(DeskRequest request, PostedForm sent)
    {
        var fields = sent.Fields;
        var isChannel = EnumNames<Channel>.TryParse(fields.Text("channel", DeskChannels.Rule), out var channel);
        var read = await rules.ReadAsync(fields, isTrusted: true, request.Cancellation);
        var formToken = FormToken.Of(sent);
        var start = fields.Errors.Count > 0 || !isChannel
            ? StartResult.Refused(fields.Errors)
            : await complaints.StartAsync(
                request.Durable, read, FormToken.RequestKey(formToken, (read.Value, channel)), request.Actor, channel, cancellationToken: request.Cancellation);
        return start.Id is { } id
            ? new RedirectAfterPost(DeskRequest.With(DeskCases.AddressOf(id), ("done", ComplaintCase.OpenedNote)))
            : await PageAsync(
                request, StatusCodes.Status400BadRequest,
                new NewComplaintForm(Fields.ToDictionary(name => name, name => sent[name]), formToken, [.. start.Errors.OrderBy(error => Fields.IndexOf(error.Field)).Select(Theirs)]));
    }

    /// <summary>The rules speak to complainants; here somebody else types.</summary>
    static FieldError Theirs(FieldError error) => error with { Message = ThirdPerson.Of(error.Message, "the complainant") };

    Task<PageResult> PageAsync(DeskRequest request, int status, NewComplaintForm form) => desk.PageAsync<NewComplaint>(request, status, (nameof(NewComplaint.Form), form));
}

/// <param name="Values">What stands in the fields, by their names.</param>
/// <param name="FormToken">The form's mark.</param>
/// <param name="Errors">What to correct.</param>
public sealed record NewComplaintForm(IReadOnlyDictionary<string, string> Values, string FormToken, IReadOnlyList<FieldError> Errors)
{
    public string this[string field] => Values.GetValueOrDefault(field, "");

    public string? Error(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Message;
}

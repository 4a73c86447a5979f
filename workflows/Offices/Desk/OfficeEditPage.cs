using MemberServices.Desk;
using MemberServices.Desk.Frame;
using MemberServices.Fields;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Offices.Desk;

/// <summary>Changes who decides for an office, and its time zone; recorded with who and why. Its people come from the membership system.</summary>
public sealed class OfficeEditPage(OfficeTable offices, OfficeChanges changes, DeskRenderer desk) : IDeskForm
{
    static readonly FieldRule Why = FieldRules.Reason("the reason", "Say why. Only staff read it.");

    public string Route => "offices/{officeKey}/edit";

    public string What => "changes an office's broker of record, delegates and time zone";

    public async Task<IActionResult> ShowAsync(DeskRequest request) => await offices.ReadAsync(request["officeKey"], request.Cancellation) is { } stored
        ? await PageAsync(request, StatusCodes.Status200OK, stored, stored.Office, "", [])
        : await desk.MessageAsync(request, StatusCodes.Status404NotFound, OfficePage.NoOffice);

    public async Task<IActionResult> SendAsync(DeskRequest request, PostedForm sent)
    {
        if (await offices.ReadAsync(request["officeKey"], request.Cancellation) is not { } stored)
        {
            return await desk.MessageAsync(request, StatusCodes.Status404NotFound, OfficePage.NoOffice);
        }
        var (before, fields) = (stored.Office, sent.Fields);
        var broker = sent["officeBrokerKey"];
        fields.Must(before.Broker(broker) is not null, "officeBrokerKey", "Choose the broker of record.", FieldCodes.Unknown);
        var (zone, why) = (fields.OptionalText("timeZone", OfficeJson.Zone), fields.Text("reason", Why));
        // Those that stay keep their order, new ones come last.
        var chosen = before.Brokers.Select(each => each.MemberKey).Where(key => key != broker && sent[OfficeEdit.DelegateField(key)] == "yes").ToList();
        IReadOnlyList<string> delegates = [.. before.Delegates.Where(chosen.Contains), .. chosen.Except(before.Delegates)];
        var after = before with { OfficeBrokerKey = broker, Delegates = delegates, TimeZone = zone };
        if (fields.Errors.Count > 0)
        {
            return await PageAsync(request, StatusCodes.Status400BadRequest, stored, after, why, fields.Errors);
        }
        if (sent["version"] != stored.Version.ToString())
        {
            return await QuickerAsync(request, after, why);
        }
        var what = Differences(before, after).ToList();
        if (what.Count == 0)
        {
            return await PageAsync(
                request, StatusCodes.Status400BadRequest, stored, after, why, [new FieldError("officeBrokerKey", "Change something first, or leave it as it is.", FieldCodes.Required)]);
        }
        return await changes.WriteAsync(after, stored.Version, request.Who.Person.Name, why, what, request.Cancellation)
            ? new RedirectAfterPost($"{DeskRequest.To("offices", before.OfficeKey)}?done=changed")
            : await QuickerAsync(request, after, why);
    }

    async Task<IActionResult> QuickerAsync(DeskRequest request, Office typed, string why)
    {
        var now = (await offices.ReadAsync(typed.OfficeKey, request.Cancellation))!;
        var last = await changes.LatestAsync(typed.OfficeKey, 1, request.Cancellation) is [var latest, ..] ? latest : null;
        return await PageAsync(
            request, StatusCodes.Status409Conflict, now, typed, why, [],
            DeskNote.Quicker(
                $"{(last is null ? "Somebody" : $"{last.By}, or a system,")} was quicker: the office has changed since you opened this page.",
                "Nothing was recorded. What you chose is kept below: look at the office, and send it again if it is still right."));
    }

    static IEnumerable<string> Differences(Office before, Office after)
    {
        string Names(IEnumerable<string> keys) => string.Join(", ", keys.Select(key => after.Broker(key)?.MemberFullName ?? key)) is { Length: > 0 } names ? names : "nobody";
        if (before.OfficeBrokerKey != after.OfficeBrokerKey)
        {
            yield return $"Broker of record: {Names([after.OfficeBrokerKey])}, before {Names([before.OfficeBrokerKey])}.";
        }
        if (!before.Delegates.SequenceEqual(after.Delegates))
        {
            yield return $"Delegates: {Names(after.Delegates)}, before {Names(before.Delegates)}.";
        }
        if (before.TimeZone != after.TimeZone)
        {
            yield return $"Time zone: {after.TimeZone ?? "the organization’s"}, before {before.TimeZone ?? "the organization’s"}.";
        }
    }

    async Task<IActionResult> PageAsync(
        DeskRequest request, int status, StoredOffice stored, Office values, string why, IReadOnlyList<FieldError> errors, DeskNote? note = null) => await desk.PageAsync<OfficeEdit>(
        request, status, (nameof(OfficeEdit.Stored), stored), (nameof(OfficeEdit.Values), values), (nameof(OfficeEdit.Why), why), (nameof(OfficeEdit.Errors), errors), (nameof(OfficeEdit.Note), note));
}

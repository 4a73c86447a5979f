using MemberServices.Calendar;
using MemberServices.Desk.Frame;
using MemberServices.Fields;
using MemberServices.Pages;
using MemberServices.Staff;
using MemberServices.Staff.Away;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace MemberServices.Desk.Away;

/// <summary>Who is signed in says when they are away, and who stands in.</summary>
public sealed class AwayPage(StaffAwayTable table, StaffDirectory staff, StaffPolicy policy, CalendarPolicy calendar, DeskRenderer desk, DeskTimes times, TimeProvider clock) : IDeskForm
{
    public const string End = "end";

    static readonly FieldRule Day = new("a day", 10, "Choose a day.");

    public string Route => "away";

    public string What => "says when I am away, and who stands in";

    public async Task<IActionResult> ShowAsync(DeskRequest request)
    {
        var absence = await FindAsync(request);
        var note = request.Query("done") is null ? null
            : absence is null ? DeskNote.Done("You are there.", "What falls due for you comes to you.")
            : DeskNote.Done($"Away until {times.WithZone(absence.Until)}.", $"{absence.StandIn?.Name} gets what falls due for you from {times.WithZone(absence.From)} on; after that it comes back to you.");
        return await PageAsync(request, StatusCodes.Status200OK, absence, new TypedAbsence(DayOf(absence?.From), DayOf(absence?.Until), absence?.StandIn?.Email ?? ""), [], note);
    }

    public async Task<IActionResult> SendAsync(DeskRequest request, PostedForm sent)
    {
        if (sent["act"] == End)
        {
            await table.DeleteAsync(request.Who.Person, request.Cancellation);
            return new RedirectAfterPost("/staff/away?done=back");
        }
        var fields = sent.Fields;
        var (from, until) = (ReadDay(fields, "from"), ReadDay(fields, "until"));
        fields.Must(from is null || from <= clock.GetUtcNow() + StaffAbsence.Furthest, "from", "Choose a day within the next two years.");
        fields.Must(from is null || until is null || until > from, "until", "Choose a later day: the one on which you are back.");
        fields.Must(until is null || until > clock.GetUtcNow(), "until", "Choose a day that is to come.");
        var standIn = sent["standIn"].Length == 0 ? null : await staff.FindAsync(sent["standIn"]);
        fields.Must(standIn is not null && standIn.Person.Id != request.Who.Person.Id, "standIn", "Choose a colleague who stands in.", FieldCodes.Required);
        if (fields.Errors.Count > 0)
        {
            return await PageAsync(
                request, StatusCodes.Status400BadRequest, await FindAsync(request), new TypedAbsence(sent["from"], sent["until"], sent["standIn"]), fields.Errors);
        }
        await table.WriteAsync(
            new StaffAbsence(request.Who.Person, from!.Value, until!.Value, standIn!.Person, request.Actor.Name, clock.GetUtcNow()), request.Cancellation);
        return new RedirectAfterPost("/staff/away?done=away");
    }

    async Task<StaffAbsence?> FindAsync(DeskRequest request) =>
        await table.FindAsync(request.Who.Person, request.Cancellation) is { } absence && absence.Until > clock.GetUtcNow() ? absence : null;

    /// <summary>The beginning of a day in the organization's zone.</summary>
    DateTimeOffset? ReadDay(FieldReader fields, string name)
    {
        var day = times.StartOf(fields.Text(name, Day));
        fields.Must(day is not null, name, "Choose a day, such as 2026-12-31.");
        return day;
    }

    string DayOf(DateTimeOffset? at) => at is { } day ? LocalDatePattern.Iso.Format(Instant.FromDateTimeOffset(day).InZone(Zone).Date) : "";

    DateTimeZone Zone => DateTimeZoneProviders.Tzdb[calendar.TimeZone];

    async Task<IActionResult> PageAsync(
        DeskRequest request, int status, StaffAbsence? absence, TypedAbsence typed, IReadOnlyList<FieldError> errors, DeskNote? note = null)
    {
        var groups = await Task.WhenAll(policy.Roles.Select(role => staff.PeopleOfAsync(role.Id)));
        var people = groups.SelectMany(group => group).DistinctBy(person => person.Id).Where(person => person.Id != request.Who.Person.Id)
            .OrderBy(person => person.Name, StringComparer.OrdinalIgnoreCase).Select(person => new Choice(person.Email, person.Name)).ToList();
        return await desk.PageAsync<AwayForm>(
            request, status, (nameof(AwayForm.Absence), absence), (nameof(AwayForm.Typed), typed), (nameof(AwayForm.People), people), (nameof(AwayForm.Errors), errors), (nameof(AwayForm.Note), note));
    }
}

/// <param name="From">The first day, as the field has it.</param>
/// <param name="Until">The day on which they are back.</param>
/// <param name="StandIn">Who stands in, by address.</param>
public sealed record TypedAbsence(string From, string Until, string StandIn);

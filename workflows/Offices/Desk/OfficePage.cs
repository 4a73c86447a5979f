using MemberServices.Desk;
using MemberServices.Desk.Frame;
using MemberServices.Desk.Searching;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Offices.Desk;

/// <summary>An office with who decides for it, what is open there, and what staff changed.</summary>
public sealed class OfficePage(OfficeTable offices, OfficeChanges changes, IEnumerable<IOfficeSection> sections, DeskRenderer desk) : IDeskPage
{
    const int MostChanges = 10;

    internal static readonly Message NoOffice = new("There is no such office", "No office has this key.", "Look at the list, or search by its name or number.")
    {
        Links = [new MessageLink("Offices", "/staff/offices")],
    };

    public string Route => "offices/{officeKey}";

    public string What => "an office: broker of record, delegates, open applications, changes";

    public async Task<IActionResult> ShowAsync(DeskRequest request)
    {
        if (await offices.FindAsync(request["officeKey"], request.Cancellation) is not { } office)
        {
            return await desk.MessageAsync(request, StatusCodes.Status404NotFound, NoOffice);
        }
        var shown = new List<ShownSection>();
        foreach (var section in sections)
        {
            shown.Add(new ShownSection(section.Heading, await section.FindAsync(office.OfficeKey, request.Cancellation)));
        }
        var latest = await changes.LatestAsync(office.OfficeKey, MostChanges, request.Cancellation);
        var note = request.Query("done") is not null && latest is [{ } last, ..] && last.By == request.Who.Person.Name
            ? DeskNote.Done($"{office.OfficeName} is changed.", $"{string.Join(" ", last.What)} Open requests go to whoever may decide now, at their next step or when a link is used.")
            : null;
        return await desk.PageAsync<OfficeView>(
            request, StatusCodes.Status200OK, (nameof(OfficeView.Office), office), (nameof(OfficeView.Sections), shown), (nameof(OfficeView.Changes), latest), (nameof(OfficeView.Note), note));
    }
}

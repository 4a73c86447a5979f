using MemberServices.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Desk.Cases;

/// <summary>A case of any kind, by its number.</summary>
public sealed class CasePage(DeskCases cases, DeskRenderer desk) : IDeskPage
{
    static readonly Message NoCase = new(
        "There is no such case",
        "No case that staff can open here has this number.",
        "Look at the number: two letters, a dash, six letters and digits.",
        "Search by the person’s name, email or license.");

    public string Route => "cases/{id}";

    public string What => "a case's whole story, and what can be done";

    public Task<IActionResult> ShowAsync(DeskRequest request) => ShowAsync(request, cases, desk, act: null);

    internal static async Task<IActionResult> ShowAsync(DeskRequest request, DeskCases cases, DeskRenderer desk, string? act) =>
        Find(request, cases, out var id) is { } kind ? await kind.ShowAsync(request, id, act) : await NotFoundAsync(request, desk);

    internal static IDeskCase? Find(DeskRequest request, DeskCases cases, out CaseId id) => CaseId.TryParse(request["id"], out id) ? cases.Of(id) : null;

    internal static async Task<IActionResult> NotFoundAsync(DeskRequest request, DeskRenderer desk) => await desk.MessageAsync(request, StatusCodes.Status404NotFound, NoCase);
}

/// <summary>Something that is done in a case.</summary>
public sealed class CaseActPage(DeskCases cases, DeskRenderer desk) : IDeskForm
{
    public string Route => "cases/{id}/{act}";

    public string What => "the same with what is to be done open; does it";

    public Task<IActionResult> ShowAsync(DeskRequest request) => CasePage.ShowAsync(request, cases, desk, request["act"]);

    public async Task<IActionResult> SendAsync(DeskRequest request, PostedForm sent) => CasePage.Find(request, cases, out var id) is { } kind
        ? await kind.SendAsync(request, id, request["act"], sent)
        : await CasePage.NotFoundAsync(request, desk);
}

using MemberServices.Cases;
using MemberServices.Pages;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Desk.Cases;

/// <summary>How cases of a kind are shown to staff, and what staff do in them.</summary>
public interface IDeskCase
{
    CaseKind Kind { get; }

    /// <summary>A case's whole story, or a page that says that there is none.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="id">Which.</param>
    /// <param name="act">What is to be done: its panel is open, or it has a page of its own. Null: nothing yet.</param>
    Task<IActionResult> ShowAsync(DeskRequest request, CaseId id, string? act);

    /// <summary>Does something in a case.</summary>
    Task<IActionResult> SendAsync(DeskRequest request, CaseId id, string act, PostedForm sent);
}

/// <summary>The kinds of cases that staff can open.</summary>
public sealed class DeskCases(IEnumerable<IDeskCase> kinds)
{
    /// <summary>How a case is shown; null when its kind isn't.</summary>
    public IDeskCase? Of(CaseId id) => kinds.FirstOrDefault(kind => kind.Kind == id.Kind);

    /// <summary>Where a case is, whatever its kind.</summary>
    public static string AddressOf(CaseId id) => DeskRequest.To("cases", id.ToString());

    /// <summary>Where something is done in it.</summary>
    public static string AddressOf(CaseId id, string act) => DeskRequest.To("cases", id.ToString(), act);
}

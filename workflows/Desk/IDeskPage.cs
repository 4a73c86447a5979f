using MemberServices.Pages;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Desk;

/// <summary>
/// A page of the staff's, registered by its feature: <c>AddDeskPage&lt;T&gt;()</c>. Who asks for it is signed in and has a role; a GET
/// changes nothing.
/// </summary>
public interface IDeskPage
{
    /// <summary>Behind "/staff/": "offices/{officeKey}"; empty: "/staff" itself.</summary>
    string Route { get; }

    /// <summary>What it is for, in a line of the documentation.</summary>
    string What { get; }

    Task<IActionResult> ShowAsync(DeskRequest request);
}

/// <summary>A page that takes a form.</summary>
public interface IDeskForm : IDeskPage
{
    /// <summary>
    /// Does what a form asks for. It was sent from this site, by who is signed in, whose role was looked up this moment. Answers with a
    /// redirect, or with the page that says what is wrong and keeps what was typed.
    /// </summary>
    Task<IActionResult> SendAsync(DeskRequest request, PostedForm sent);
}

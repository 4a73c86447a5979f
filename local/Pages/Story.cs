using System.Text.RegularExpressions;
using Local.Email;

namespace Local.Pages;

/// <summary>How far the newest application is, as far as its mails and the directory tell.</summary>
/// <param name="Asked">The mail that asks the applicant whether the application is theirs.</param>
/// <param name="Received">The first mail about the case.</param>
/// <param name="Case">The case's number.</param>
/// <param name="Requests">The mails that ask for the broker's decision, newest first.</param>
/// <param name="Approved">The mail that tells the applicant of the approval.</param>
/// <param name="Welcome">The mail that the member gets when access is there.</param>
/// <param name="Finished">The mail that tells the member that the checklist is done.</param>
/// <param name="Ended">The mail that tells the applicant that the case ended without access.</param>
/// <param name="HasAccepted">Whether the guest has accepted the invitation, or there was none.</param>
/// <param name="Progress">Where the member's page is.</param>
public sealed partial record Story(
    Mail? Asked, Mail? Received, string? Case, IReadOnlyList<Mail> Requests, Mail? Approved, Mail? Welcome, Mail? Finished, Mail? Ended, bool HasAccepted, Uri? Progress)
{
    /// <summary>How many of the newest mails are looked at.</summary>
    public const int Mails = 500;

    public const int Steps = 8;

    // What the addresses of the app's pages begin with, and what tells its mails apart.
    const string Confirming = "/confirm/";
    const string Following = "/enrollments/";
    const string Deciding = "/approvals/";
    const string ApplyAgain = "apply again";
    const string WasApproved = "was approved";
    const string SeeEnrollment = "See your enrollment";
    const string WhatWasDone = "See what was done";
    const string Checklist = "checklist";

    /// <summary>The step that is next; 0 when the case ended without access.</summary>
    public int Next => Ended is not null ? 0 : Math.Min(Steps, Enumerable.Range(1, Steps).Last(step => step == 1 || IsDone(step - 1)));

    /// <summary>Whether the member has a checklist to do.</summary>
    public bool HasChecklist => Welcome?.Text.Contains(Checklist, StringComparison.Ordinal) == true;

    /// <summary>Whether a step, counted from 1, has been taken.</summary>
    public bool IsDone(int step) => step switch
    {
        1 => Asked is not null || Received is not null,
        2 => Received is not null,
        3 => Requests.Count > 1,
        4 => Approved is not null || Welcome is not null || Ended is not null,
        5 => Welcome is not null,
        6 => Welcome is not null && HasAccepted,
        7 => Finished is not null || Welcome is not null && HasAccepted && !HasChecklist,
        _ => false,
    };

    /// <param name="newest">The newest mails, the newest first.</param>
    /// <param name="hasAccepted">Whether the guest with an address has accepted the invitation; null when there is no such guest.</param>
    public static Story Of(IReadOnlyList<Mail> newest, Func<string, bool?> hasAccepted)
    {
        var asked = newest.FirstOrDefault(mail => Leads(mail, Confirming));
        var start = asked ?? newest.FirstOrDefault(mail => Leads(mail, Following));
        if (start is not { To: [var applicant, ..] })
        {
            return new Story(null, null, null, [], null, null, null, null, false, null);
        }

        var theirs = newest.TakeWhile(mail => mail != asked).Where(mail => mail.To.Contains(applicant, StringComparer.OrdinalIgnoreCase)).ToList();
        var following = theirs.Where(mail => Leads(mail, Following)).ToList();
        var number = following.Select(Reference).FirstOrDefault(reference => reference is not null);
        var ofCase = following.Where(mail => Reference(mail) == number).ToList();
        var welcome = ofCase.FirstOrDefault(mail => HasLabel(mail, SeeEnrollment));
        var wasInvited = welcome?.Links.Any(link => link.Address.AbsolutePath.StartsWith(Graph.GraphInvitation.PagePath, StringComparison.Ordinal)) == true;
        return new Story(
            asked,
            ofCase.LastOrDefault(),
            number,
            number is null ? [] : [.. newest.Where(mail => Leads(mail, Deciding) && Reference(mail) == number)],
            ofCase.FirstOrDefault(mail => mail.Text.Contains(WasApproved, StringComparison.Ordinal)),
            welcome,
            ofCase.FirstOrDefault(mail => HasLabel(mail, WhatWasDone)),
            ofCase.FirstOrDefault(mail => HasLabel(mail, ApplyAgain)),
            !wasInvited || hasAccepted(applicant) == true,
            ofCase.FirstOrDefault()?.Links.First(link => IsAt(link, Following)).Address);
    }

    static bool Leads(Mail mail, string path) => mail.Links.Any(link => IsAt(link, path));

    static bool IsAt(MailLink link, string path) => link.Address.AbsolutePath.StartsWith(path, StringComparison.Ordinal);

    static bool HasLabel(Mail mail, string label) => mail.Links.Any(link => link.Label.Contains(label, StringComparison.OrdinalIgnoreCase));

    static string? Reference(Mail mail) => ReferenceLine().Match(mail.Text) is { Success: true } line ? line.Groups[1].Value : null;

    [GeneratedRegex(@"^Reference: (\S+)\s*$", RegexOptions.Multiline | RegexOptions.RightToLeft)]
    private static partial Regex ReferenceLine();
}

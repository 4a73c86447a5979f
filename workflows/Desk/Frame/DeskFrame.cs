using MemberServices.Staff;

namespace MemberServices.Desk.Frame;

/// <summary>What stands around a page of the staff's.</summary>
/// <param name="Who">Who is signed in.</param>
/// <param name="FormToken">What its forms send back.</param>
/// <param name="Rail">The entries of the rail, in order.</param>
/// <param name="Style">The address of the style sheet.</param>
/// <param name="Script">The address of the script.</param>
/// <param name="Now">When it was made.</param>
/// <param name="Address">The page's own path and query.</param>
public sealed record DeskFrame(
    PersonInRoles Who, string FormToken, IReadOnlyList<RailEntry> Rail, string Style, string Script, DateTimeOffset Now, string Address);

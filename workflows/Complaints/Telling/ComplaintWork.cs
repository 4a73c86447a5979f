using MemberServices.Cases;
using MemberServices.Policies;

namespace MemberServices.Complaints.Telling;

/// <summary>What a complaint makes work of, for its owner and for managers.</summary>
static class ComplaintWork
{
    public const string Clarify = "clarify", Progress = "progress", Read = "read", Agree = "agree", Call = "call", Manager = "manager", Nobody = "owner";

    /// <summary>Asks the owner; without one, the managers.</summary>
    public static Task AskOwnerAsync(this CaseWorkItems work, ComplaintRecord record, CaseEntry entry, string kind, ComplaintOwner? owner, string what, DateTimeOffset? due = null) => work.OpenAsync(
        record.Id, entry.Number, kind, owner?.Role ?? StaffRoles.Managers, $"{what}: {record.Opened.Request.FullName}, {record.Opened.Category.Name}", record.Opened.Request.MemberKey,
        due is { } at ? new CaseWorkItemTime(at) : null, owner?.Person);

    public static Task AskManagerAsync(this CaseWorkItems work, ComplaintRecord record, CaseEntry entry, string what) => work.AskOwnerAsync(record, entry, Manager, owner: null, what);

    /// <summary>Closes what earlier entries made work of.</summary>
    public static Task CloseEarlierAsync(this CaseWorkItems work, ComplaintRecord record, CaseEntry entry, string because, params IReadOnlyList<string> kinds) =>
        work.CloseEarlierAsync(record.Id, entry.Number, because, kinds);
}

using MemberServices.Desk;
using MemberServices.Desk.Searching;
using MemberServices.Fields;

namespace MemberServices.Members.Desk;

/// <summary>Members in the search of the bar: by name, address, license, MLS id or key.</summary>
public sealed class MemberFinder(MemberTable members) : IDeskSearch
{
    public string Heading => "Members";

    public int Order => 2;

    const int Most = 20;

    public async Task<FoundSection> FindAsync(string text, string? after, CancellationToken cancellationToken)
    {
        var key = text.ToUpperInvariant();
        var byKey = await members.FindAsync(key, cancellationToken);
        var state = State.All.FirstOrDefault(each => key.StartsWith(each.Code, StringComparison.Ordinal))?.Code;
        var byLicense = state is not null && StateLicense.TryCreate(state, text, out var license) ? await members.FindByLicenseAsync(license, cancellationToken) : null;
        var found = await members.SearchAsync(text, Most, after, cancellationToken);
        // What was found by all of it comes first, on the first page.
        return new FoundSection(
        [
            .. (after is null ? new[] { byKey, byLicense } : []).OfType<Member>().Concat(found.Members).DistinctBy(member => member.MemberKey).Select(member => new FoundThing(
                member.MemberFullName, DeskRequest.To("members", member.MemberKey), $"{member.MemberKey}, {member.MemberEmail}", State: member.IsActive ? "Active" : "Inactive")),
        ],
        found.After);
    }
}

using MemberServices.Desk;
using MemberServices.Desk.Searching;

namespace MemberServices.Offices.Desk;

/// <summary>Offices in the search of the bar.</summary>
public sealed class OfficeFinder(OfficeTable offices) : IDeskSearch
{
    const int Most = 10;

    public string Heading => "Offices";

    public int Order => 3;

    public async Task<FoundSection> FindAsync(string text, string? after, CancellationToken cancellationToken)
    {
        var search = new OfficeSearch(text);
        if (search.IsEmpty)
        {
            return FoundSection.Nothing;
        }
        var page = await offices.PageAsync(search, Most, after, cancellationToken);
        return new FoundSection([.. page.Rows.Select(Of)], page.After);
    }

    static FoundThing Of(Office office) => new(
        office.OfficeName, DeskRequest.To("offices", office.OfficeKey),
        $"{office.OfficeMlsId ?? office.OfficeKey}. Broker of record: {office.Broker(office.OfficeBrokerKey)?.MemberFullName}.");
}

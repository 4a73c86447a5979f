using Microsoft.Extensions.Configuration;

namespace MemberServices.Offices;

/// <summary>Three offices and their five brokers, put into an empty table where <c>Offices:Sample</c> is true.</summary>
public sealed class SampleOffices(OfficeTable table, IConfiguration configuration)
{
    public static readonly IReadOnlyList<Office> Offices =
    [
        new("lakeview", "Lakeview Realty",
            [
                new("bob", "Bob Broker", "bob@lakeview.example", "100001", "TX"),
                new("dana", "Dana Deputy", "dana@lakeview.example", "100002", "TX"),
            ],
            "bob", ["dana"]),
        new("hill-country", "Hill Country Homes",
            [
                new("maria", "Maria Mendez", "maria@hillcountry.example", "100003", "TX"),
                new("sam", "Sam Stone", "sam@hillcountry.example", "100004", "TX"),
            ],
            "maria", ["sam"]),
        new("solo", "Solo Star Properties", [new("stella", "Stella Star", "stella@solostar.example", "100005", "TX")], "stella", []),
    ];

    public async Task AddAsync(CancellationToken cancellationToken)
    {
        if (!configuration.GetValue<bool>("Offices:Sample") || (await table.PageAsync(null, take: 1, null, cancellationToken)).Rows.Count > 0)
        {
            return;
        }

        foreach (var office in Offices)
        {
            await table.AddIfAbsentAsync(office, cancellationToken);
        }
    }
}

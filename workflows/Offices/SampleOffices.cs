using Microsoft.Extensions.Configuration;

namespace MemberServices.Offices;

/// <summary>Three offices and their five brokers, put into an empty table where <c>Offices:Sample</c> is true.</summary>
public sealed class SampleOffices(OfficeTable table, IConfiguration configuration)
{
    public static readonly IReadOnlyList<Office> Offices =
    [
        new("lakeview", "Lakeview Realty",
            [
                new("bob", "Bob Broker", "bob@lakeview.example", "TX-100001"),
                new("dana", "Dana Deputy", "dana@lakeview.example", "TX-100002"),
            ],
            "bob", ["dana"]),
        new("hill-country", "Hill Country Homes",
            [
                new("maria", "Maria Mendez", "maria@hillcountry.example", "TX-100003"),
                new("sam", "Sam Stone", "sam@hillcountry.example", "TX-100004"),
            ],
            "maria", ["sam"]),
        new("solo", "Solo Star Properties", [new("stella", "Stella Star", "stella@solostar.example", "TX-100005")], "stella", []),
    ];

    public async Task AddAsync(CancellationToken cancellationToken)
    {
        if (!configuration.GetValue<bool>("Offices:Sample") || (await table.AllAsync(cancellationToken)).Count > 0)
        {
            return;
        }

        foreach (var office in Offices)
        {
            await table.AddIfAbsentAsync(office, cancellationToken);
        }
    }
}

using MemberServices.Desk;
using MemberServices.Offices.Desk;
using MemberServices.People;
using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Offices;

public static class OfficesServices
{
    /// <summary>Offices with their brokers, what staff see and change of them, and the samples.</summary>
    public static IServiceCollection AddOffices(this IServiceCollection services) => services
        .AddSingleton<OfficeTable>().AddTable(OfficeTable.TableName).AddPersonalData<OfficeTable>()
        .AddSingleton<OfficeChanges>()
        .AddDeskPage<OfficeListPage>()
        .AddDeskPage<OfficePage>()
        .AddDeskPage<OfficeEditPage>()
        .AddDeskSearch<OfficeFinder>()
        .AddRailEntry(5, "Offices", "offices")
        .AddSingleton<SampleOffices>();
}

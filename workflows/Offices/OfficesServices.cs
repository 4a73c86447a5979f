using MemberServices.People;
using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Offices;

public static class OfficesServices
{
    /// <summary>Offices with their brokers, and the samples.</summary>
    public static IServiceCollection AddOffices(this IServiceCollection services) => services
        .AddSingleton<OfficeTable>().AddTable(OfficeTable.TableName).AddPersonalData<OfficeTable>()
        .AddSingleton<SampleOffices>();
}

using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.People;

public static class PeopleServices
{
    /// <summary>Export and erasure of what is known about a person.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton<PeopleService>()
        .AddSingleton<Erasures>()
        .AddSingleton<ErasureTable>().AddTable(ErasureTable.TableName);

    /// <summary>What a table, that is registered, holds about people.</summary>
    public static IServiceCollection AddPersonalData<T>(this IServiceCollection services) where T : class, IPersonalData =>
        services.AddSingleton<IPersonalData>(s => s.GetRequiredService<T>());
}

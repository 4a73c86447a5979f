using Azure.Data.Tables;

namespace MemberServices.Tests.Tables;

/// <summary>Where a contract test's tables are.</summary>
public interface ITableAccount
{
    ValueTask<TableServiceClient> OpenAsync();
}

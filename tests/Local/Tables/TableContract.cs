using Azure;
using Azure.Data.Tables;

namespace MemberServices.Tests.Tables;

/// <summary>
/// What holds on every store: each story below runs on the embedded one and on Azurite. Every test has a table of its own.
/// </summary>
public abstract class TableContract(ITableAccount account) : IAsyncLifetime
{
    protected TableServiceClient Service { get; private set; } = null!;

    protected TableClient Table { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await account.OpenAsync();
        Table = Service.GetTableClient(NewName());
        await Table.CreateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Table is not null)
        {
            await Table.DeleteAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected static string NewName() => $"t{Guid.NewGuid():n}";

    protected static async Task<RequestFailedException> Refused(int status, string? code, Func<Task> call)
    {
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(call);
        Assert.Equal(status, failure.Status);
        if (code is not null)
        {
            Assert.Equal(code, failure.ErrorCode);
        }

        return failure;
    }

    protected static async Task<List<T>> All<T>(AsyncPageable<T> pages)
        where T : notnull
    {
        var all = new List<T>();
        await foreach (var item in pages)
        {
            all.Add(item);
        }

        return all;
    }
}

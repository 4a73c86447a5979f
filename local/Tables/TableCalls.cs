using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Local.Tables;

/// <summary>What both clients do with a table.</summary>
static class TableCalls
{
    public static async Task<Response<TableItem>> CreateAsync(ITableBackend backend, string table, CancellationToken cancellationToken)
    {
        var response = await backend.CreateTableAsync(table, cancellationToken).ConfigureAwait(false);
        ThrowIfRefused(response);
        return Response.FromValue(new TableItem(table), response);
    }

    public static async Task<Response<TableItem>> CreateIfNotExistsAsync(ITableBackend backend, string table, CancellationToken cancellationToken)
    {
        var response = await backend.CreateTableAsync(table, cancellationToken).ConfigureAwait(false);
        if (response.Status >= 400 && Failure(response) is var failure
            && (response.Status != 409 || failure.ErrorCode == TableErrorCode.TableBeingDeleted))
        {
            throw failure;
        }

        return Response.FromValue(new TableItem(table), response);
    }

    public static async Task<Response> DeleteAsync(ITableBackend backend, string table, CancellationToken cancellationToken)
    {
        var response = await backend.DeleteTableAsync(table, cancellationToken).ConfigureAwait(false);
        if (response.Status != 404)
        {
            ThrowIfRefused(response);
        }

        return response;
    }

    /// <exception cref="RequestFailedException">The response is a refusal.</exception>
    public static void ThrowIfRefused(Response response)
    {
        if (response.Status >= 400)
        {
            throw Failure(response);
        }
    }

    public static RequestFailedException Failure(Response response) => new(response, null, ErrorReader.Instance);
}

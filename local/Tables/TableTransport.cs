using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Local.Tables;

/// <summary>
/// Answers the requests of Azure.Data.Tables from the store, as Table storage does (learn.microsoft.com/rest/api/storageservices,
/// "Table service REST API"), with the metadata that this client asks for.
/// </summary>
sealed class TableTransport(LocalMachine machine) : HttpPipelineTransport
{
    readonly TableStore store = machine.Part<TableStore>();
    readonly Meter meter = machine.Meter;
    readonly Uri account = machine.TablesEndpoint;

    /// <summary>What goes wrong, for requests such as <c>PUT /Links(PartitionKey='p',RowKey='r')</c>.</summary>
    public FaultPlan Faults { get; } = new();

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => ProcessAsync(message).AsTask().GetAwaiter().GetResult();

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        message.CancellationToken.ThrowIfCancellationRequested();
        var request = message.Request;
        var fault = Faults.Take(request.Method.Method, request.Uri.Path);
        var answer = fault?.Status is { } status ? Refused(TableRefusal.Planned(status, fault.Code)) : await AnswerAsync(request).ConfigureAwait(false);
        if (fault is { Status: null })
        {
            var lost = Fault.Lost();
            throw new RequestFailedException(lost.Message, lost);
        }

        message.Response = answer.To(request, machine.Clock.GetUtcNow());
    }

    async ValueTask<TableResponse> AnswerAsync(Request http)
    {
        try
        {
            var request = TableRequest.Of(http);
            meter.Add(Metered.TableTransactions, request.Address.Collection == "$batch" ? "batch" : request.Method);
            return (request.Method, request.Address.Collection) switch
            {
                _ when request.Option("comp") is not null || request.Address.Collection == "" => Refused(TableRefusal.NotImplemented),
                ("GET", "Tables") => ListTables(request),
                ("POST", "Tables") => await CreateTableAsync(request).ConfigureAwait(false),
                ("DELETE", "Tables") when request.Address.Name is { } name =>
                    Or(await store.DeleteTableAsync(name).ConfigureAwait(false), TableResponse.NoContent),
                ("POST", "$batch") => await SubmitAsync(request).ConfigureAwait(false),
                ("GET", _) when request.Address.PartitionKey is not null => Find(request),
                ("GET", _) => Query(request),
                _ => await ChangeAsync(request).ConfigureAwait(false),
            };
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return Refused(TableRefusal.InvalidInput(exception.Message));
        }
    }

    TableResponse ListTables(TableRequest request)
    {
        var from = request.Option("NextTableName") is { } next ? new StorePlace(next, "") : null;
        if (request.Parse(from, out var query) is { } refusal)
        {
            return Refused(refusal);
        }

        var page = store.ListTables(query);
        return TableResponse.Json(200, TableBody.OfTables(account, page.Values), Continuation.Headers(page.Next?.PartitionKey));
    }

    async ValueTask<TableResponse> CreateTableAsync(TableRequest request)
    {
        var name = TableBody.TableName(request.Body.Span) ?? "";
        var refusal = await store.CreateTableAsync(name).ConfigureAwait(false);
        return Or(refusal, () => request.ReturnsContent ? TableResponse.Json(201, TableBody.OfTable(account, name)) : TableResponse.NoContent());
    }

    TableResponse Find(TableRequest request)
    {
        var (table, _, partitionKey, rowKey) = request.Address;
        return store.Find(table, partitionKey!, rowKey!, out var row) is { } refusal
            ? Refused(refusal)
            : TableResponse.Json(200, TableBody.OfEntity(account, table, row, request.Select()), new HttpHeader("ETag", EntityRow.Tag(row.Stamp)));
    }

    TableResponse Query(TableRequest request)
    {
        var table = request.Address.Collection;
        if (request.Parse(Continuation.Of(request), out var query) is { } refusal)
        {
            return Refused(refusal);
        }

        return store.Query(table, query) is { } page
            ? TableResponse.Json(200, TableBody.OfPage(account, table, page.Values, request.Select()), Continuation.Headers(page.Next))
            : Refused(TableRefusal.TableNotFound);
    }

    async ValueTask<TableResponse> ChangeAsync(TableRequest request)
    {
        if (request.Parse(out var change) is { } wrong)
        {
            return Refused(wrong);
        }

        var (refusal, stamp) = await store.ChangeAsync(request.Address.Collection, change).ConfigureAwait(false);
        return refusal is null ? Done(change, stamp) : Refused(refusal);
    }

    async ValueTask<TableResponse> SubmitAsync(TableRequest request)
    {
        var batch = new StoreBatch();
        TableRefusal? refusal = null;
        var parts = BatchBody.Read(request.Body);
        for (var i = 0; i < parts.Count && refusal is null; i++)
        {
            refusal = (parts[i].Parse(out var change) ?? batch.Add(change))?.At(i);
        }

        var stamp = 0L;
        if (refusal is null)
        {
            (refusal, stamp) = await store.SubmitAsync(parts[0].Address.Collection, batch).ConfigureAwait(false);
        }

        return refusal switch
        {
            null => BatchBody.Write([.. batch.Changes.Select(change => Done(change, stamp))]),
            { Status: 413 } => Refused(refusal),
            _ => BatchBody.Write(Refused(refusal)),
        };
    }

    static TableResponse Done(Change change, long stamp) => change.Body is null ? TableResponse.NoContent() : TableResponse.Changed(stamp);

    TableResponse Or(TableRefusal? refusal, Func<TableResponse> done) => refusal is null ? done() : Refused(refusal);

    TableResponse Refused(TableRefusal refusal) => TableResponse.Of(refusal, machine.Clock.GetUtcNow());
}

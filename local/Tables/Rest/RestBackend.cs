using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Local.Tables;

/// <summary>A table service over REST: Azure's own, or Azurite.</summary>
sealed class RestBackend : ITableBackend
{
    readonly HttpPipeline pipeline;
    readonly RestRequests requests;

    public RestBackend(Uri endpoint, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        options ??= new TableClientOptions();
        pipeline = HttpPipelineBuilder.Build(new HttpPipelineOptions(options)
        {
            PerRetryPolicies = { authentication },
            ResponseClassifier = new ResponseClassifier(),
            RequestFailedDetailsParser = ErrorReader.Instance,
        });
        requests = new RestRequests(pipeline, endpoint, options.Version);
        Endpoint = endpoint;
    }

    /// <summary>The first label of a name, or the first segment of the path after an IP address or localhost.</summary>
    public string AccountName => Uri.CheckHostName(Endpoint.Host) == UriHostNameType.Dns && Endpoint.Host.Contains('.')
        ? Endpoint.Host.Split('.')[0]
        : Endpoint.Segments.ElementAtOrDefault(1)?.TrimEnd('/') ?? "";

    public Uri Endpoint { get; }

    public Task<Response> CreateTableAsync(string table, CancellationToken cancellationToken) =>
        SendAsync(requests.CreateTable(table), cancellationToken);

    public Task<Response> DeleteTableAsync(string table, CancellationToken cancellationToken) =>
        SendAsync(requests.DeleteTable(table), cancellationToken);

    public async Task<Answer<IReadOnlyList<string>>> ListTablesAsync(EntityQuery query, CancellationToken cancellationToken)
    {
        var response = await SendAsync(requests.ListTables(query), cancellationToken).ConfigureAwait(false);
        return response.IsError
            ? new(response, null)
            : new(response, [.. Page(response).Select(table => (string)table["TableName"]!)], Header(response, "NextTableName"));
    }

    public async Task<Answer<Dictionary<string, object?>>> FindAsync(
        string table, string partitionKey, string rowKey, string? select, CancellationToken cancellationToken)
    {
        var response = await SendAsync(requests.FindEntity(table, partitionKey, rowKey, select), cancellationToken).ConfigureAwait(false);
        return new(response, response.IsError ? null : WireJson.Read(response.Content.ToMemory().Span));
    }

    public async Task<Answer<IReadOnlyList<Dictionary<string, object?>>>> QueryAsync(
        string table, EntityQuery query, CancellationToken cancellationToken)
    {
        var response = await SendAsync(requests.QueryEntities(table, query), cancellationToken).ConfigureAwait(false);
        var (partitionKey, rowKey) = (Header(response, "NextPartitionKey"), Header(response, "NextRowKey"));
        var next = partitionKey is null && rowKey is null ? null : $"{partitionKey} {rowKey}";
        return response.IsError ? new(response, null) : new(response, Page(response), next);
    }

    public Task<Response> ChangeAsync(string table, EntityChange change, CancellationToken cancellationToken) =>
        SendAsync(requests.Change(table, change), cancellationToken);

    public async Task<Answer<IReadOnlyList<Response>>> SubmitAsync(
        string table, IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken)
    {
        var (body, contentType) = BatchContent.Write(changes.Select(change => requests.Change(table, change).Request));
        var response = await SendAsync(requests.Batch(body, contentType), cancellationToken).ConfigureAwait(false);
        return response.IsError ? new(response, null) : new(response, BatchContent.Read(response));
    }

    static List<Dictionary<string, object?>> Page(Response response)
    {
        var reader = new Utf8JsonReader(response.Content.ToMemory().Span);
        while (reader.Read() && !(reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("value")))
        {
        }

        reader.Read();
        var entities = new List<Dictionary<string, object?>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            entities.Add(WireJson.Read(ref reader));
        }

        return entities;
    }

    static string? Header(Response response, string name) =>
        response.Headers.TryGetValue("x-ms-continuation-" + name, out var value) ? value : null;

    async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return message.Response;
    }
}

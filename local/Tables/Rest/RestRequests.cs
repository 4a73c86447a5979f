using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Local.Tables;

/// <summary>The requests of the table service's REST protocol.</summary>
sealed class RestRequests(HttpPipeline pipeline, Uri endpoint, string version)
{
    const string MinimalMetadata = "application/json;odata=minimalmetadata";

    readonly string root = endpoint.AbsoluteUri.TrimEnd('/');

    public HttpMessage CreateTable(string table)
    {
        var message = New(RequestMethod.Post, "/Tables");
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        return WithJson(message, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = table }));
    }

    public HttpMessage DeleteTable(string table) => New(RequestMethod.Delete, $"/Tables('{Key(table)}')");

    public HttpMessage ListTables(EntityQuery query) => Query("/Tables", query, [("NextTableName", query.From)]);

    public HttpMessage QueryEntities(string table, EntityQuery query)
    {
        var keys = query.From?.Split(' ', 2);
        return Query($"/{table}()", query, [("NextPartitionKey", keys?[0]), ("NextRowKey", keys is [_, { Length: > 0 } row] ? row : null)]);
    }

    public HttpMessage FindEntity(string table, string partitionKey, string rowKey, string? select) =>
        Query(Path(table, partitionKey, rowKey), new EntityQuery(null, null, select, null), []);

    public HttpMessage Change(string table, EntityChange change)
    {
        var message = change.Kind switch
        {
            TableTransactionActionType.Add => New(RequestMethod.Post, $"/{table}"),
            TableTransactionActionType.Delete => New(RequestMethod.Delete, Path(table, change.PartitionKey, change.RowKey)),
            TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace =>
                New(RequestMethod.Put, Path(table, change.PartitionKey, change.RowKey)),
            _ => New(RequestMethod.Patch, Path(table, change.PartitionKey, change.RowKey)),
        };
        if (change.Kind == TableTransactionActionType.Add)
        {
            message.Request.Headers.SetValue("Prefer", "return-no-content");
        }

        if (change.IfMatch is not null)
        {
            message.Request.Headers.SetValue("If-Match", change.IfMatch);
        }

        return change.Properties is null ? message : WithJson(message, WireJson.Write(change.Properties));
    }

    public HttpMessage Batch(byte[] body, string contentType)
    {
        var message = New(RequestMethod.Post, "/$batch");
        message.Request.Headers.SetValue("Content-Type", contentType);
        message.Request.Content = RequestContent.Create(body);
        return message;
    }

    HttpMessage Query(string path, EntityQuery query, (string Name, string? Value)[] continuation)
    {
        (string Name, string? Value)[] parameters =
        [
            ("$format", MinimalMetadata), ("$filter", query.Filter), ("$top", query.Top?.ToString()), ("$select", query.Select), .. continuation,
        ];
        var text = parameters.Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}");
        return New(RequestMethod.Get, $"{path}?{string.Join('&', text)}");
    }

    HttpMessage New(RequestMethod method, string pathAndQuery)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(root + pathAndQuery));
        message.Request.Headers.SetValue("x-ms-version", version);
        message.Request.Headers.SetValue("DataServiceVersion", "3.0");
        message.Request.Headers.SetValue("Accept", MinimalMetadata);
        return message;
    }

    static HttpMessage WithJson(HttpMessage message, byte[] json)
    {
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(json);
        return message;
    }

    static string Path(string table, string partitionKey, string rowKey) => $"/{table}(PartitionKey='{Key(partitionKey)}',RowKey='{Key(rowKey)}')";

    static string Key(string key) => Uri.EscapeDataString(key.Replace("'", "''"));
}

using System.Globalization;
using Azure.Core;
using Microsoft.AspNetCore.WebUtilities;

namespace Local.Tables;

/// <summary>A request of the REST protocol, by itself or in a batch.</summary>
/// <param name="Query">With its question mark, or empty.</param>
/// <param name="IfMatch">The header, or null.</param>
/// <param name="ReturnsContent">Whether what was inserted is to be answered.</param>
readonly record struct TableRequest(
    string Method, TableAddress Address, string Query, string? IfMatch, bool ReturnsContent, ReadOnlyMemory<byte> Body)
{
    const string NoContent = "return-no-content";

    /// <exception cref="FormatException">The address is wrong.</exception>
    public static TableRequest Of(Request request)
    {
        request.Headers.TryGetValue("If-Match", out var ifMatch);
        request.Headers.TryGetValue("Prefer", out var prefer);
        return Of(request.Method.Method, request.Uri.Path, request.Uri.Query, ifMatch, prefer, BodyOf(request.Content));
    }

    /// <inheritdoc cref="Of(Request)"/>
    public static TableRequest Of(string method, string path, string query, string? ifMatch, string? prefer, ReadOnlyMemory<byte> body) =>
        new(method, TableAddress.Parse(path), query, ifMatch, prefer != NoContent, body);

    /// <summary>A query option, or null.</summary>
    public string? Option(string name)
    {
        foreach (var pair in new QueryStringEnumerable(Query))
        {
            if (pair.EncodedName.Span.SequenceEqual(name))
            {
                return pair.DecodeValue().ToString();
            }
        }

        return null;
    }

    /// <summary>The names that are asked for; null: all.</summary>
    public IReadOnlySet<string>? Select() =>
        Option("$select") is { Length: > 0 } names && names.Trim() != "*" ? names.Split(',', StringSplitOptions.TrimEntries).ToHashSet() : null;

    /// <summary>The query, or why it is refused.</summary>
    /// <param name="from">Where it goes on from, or null.</param>
    public TableRefusal? Parse(StorePlace? from, out StoreQuery query)
    {
        var top = Option("$top");
        var count = 0;
        if (top is not null && !int.TryParse(top, NumberStyles.None, CultureInfo.InvariantCulture, out count))
        {
            query = null!;
            return TableRefusal.InvalidInput($"'{top}' is no number.");
        }

        return StoreQuery.Parse(Option("$filter"), top is null ? null : count, from, out query);
    }

    /// <summary>The change that is asked for, or why it is refused.</summary>
    public TableRefusal? Parse(out Change change)
    {
        change = null!;
        ChangeKind? kind = Method switch
        {
            "POST" when Address.PartitionKey is null => ChangeKind.Insert,
            "PUT" => ChangeKind.Replace,
            "PATCH" or "MERGE" => ChangeKind.Merge,
            "DELETE" => ChangeKind.Delete,
            _ => null,
        };
        return kind is null ? TableRefusal.NotImplemented
            : kind == ChangeKind.Delete && IfMatch is null ? TableRefusal.MissingIfMatch
            : Change.Check(kind.Value, Address.PartitionKey, Address.RowKey, Body.Span, kind == ChangeKind.Insert ? null : IfMatch, out change);
    }

    static ReadOnlyMemory<byte> BodyOf(RequestContent? content)
    {
        if (content is null)
        {
            return default;
        }

        using var body = new MemoryStream(content.TryComputeLength(out var length) ? (int)length : 512);
        content.WriteTo(body, default);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}

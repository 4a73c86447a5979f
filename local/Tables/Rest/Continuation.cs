using System.Text;
using Azure.Core;

namespace Local.Tables;

/// <summary>
/// Where the next page begins, in headers of an answer and then in the query of the next request. Keys are in base64: a
/// header holds only ASCII, and the client parts them at a space.
/// </summary>
static class Continuation
{
    const string Version = "1!";

    public static HttpHeader[] Headers(StorePlace? next) => next is null
        ? []
        :
        [
            new HttpHeader("x-ms-continuation-NextPartitionKey", Encode(next.PartitionKey)),
            new HttpHeader("x-ms-continuation-NextRowKey", Encode(next.RowKey)),
        ];

    /// <param name="nextTable">A table's name needs no encoding.</param>
    public static HttpHeader[] Headers(string? nextTable) => nextTable is null ? [] : [new HttpHeader("x-ms-continuation-NextTableName", nextTable)];

    /// <summary>Null: from the beginning.</summary>
    /// <exception cref="FormatException">The keys aren't encoded so.</exception>
    public static StorePlace? Of(TableRequest request) => request.Option("NextPartitionKey") is { } partitionKey
        ? new StorePlace(Decode(partitionKey), request.Option("NextRowKey") is { } rowKey ? Decode(rowKey) : "")
        : null;

    static string Encode(string key) => Version + Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    static string Decode(string text) => text.StartsWith(Version, StringComparison.Ordinal)
        ? Encoding.UTF8.GetString(Convert.FromBase64String(text[Version.Length..]))
        : throw new FormatException("The continuation token is none of this service's.");
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Azure;
using Azure.Core;

namespace Local.Tables;

/// <summary>An answer of the service, made in the process.</summary>
sealed class TableResponse : Response
{
    HttpHeader[] headers;

    public TableResponse(int status, ReadOnlyMemory<byte> body, params HttpHeader[] headers)
    {
        (Status, Body, ContentStream) = (status, body, Open(body));
        this.headers = headers;
    }

    public override int Status { get; }

    public override string ReasonPhrase => ((HttpStatusCode)Status).ToString();

    public ReadOnlyMemory<byte> Body { get; }

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    public static TableResponse NoContent() => new(204, default);

    public static TableResponse Changed(long stamp) => new(204, default, new HttpHeader("ETag", EntityRow.Tag(stamp)));

    public static TableResponse Of(TableRefusal refusal, DateTimeOffset at)
    {
        var error = new { code = refusal.Code, message = new { lang = "en-US", value = $"{refusal.Message}\nTime:{Edm.Text(at)}" } };
        return Json(refusal.Status, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["odata.error"] = error }));
    }

    public static TableResponse Json(int status, ReadOnlyMemory<byte> body, params ReadOnlySpan<HttpHeader> headers) =>
        new(status, body, [new HttpHeader("Content-Type", "application/json;odata=minimalmetadata;streaming=true;charset=utf-8"), .. headers]);

    /// <summary>What every answer says of the request.</summary>
    public TableResponse To(Request request, DateTimeOffset at)
    {
        ClientRequestId = request.ClientRequestId;
        headers = [
            .. headers,
            new HttpHeader("Date", at.ToString("r", CultureInfo.InvariantCulture)),
            new HttpHeader("x-ms-request-id", Guid.NewGuid().ToString()),
            new HttpHeader("x-ms-client-request-id", ClientRequestId),
        ];
        return this;
    }

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers;

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        foreach (var header in headers)
        {
            if (string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                value = header.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }

    /// <summary>One whose bytes a client takes without copying them.</summary>
    static MemoryStream? Open(ReadOnlyMemory<byte> body) =>
        body.Length == 0 ? null
        : System.Runtime.InteropServices.MemoryMarshal.TryGetArray(body, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false, publiclyVisible: true)
        : new MemoryStream(body.ToArray());
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;

namespace Local.Tables;

/// <summary>What the service would answer, made in the process.</summary>
sealed class StoreResponse(int status, params IEnumerable<HttpHeader> headers) : Response
{
    readonly HttpHeader[] headers = [.. headers];

    public override int Status => status;

    public override string ReasonPhrase => ((System.Net.HttpStatusCode)status).ToString();

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = Guid.NewGuid().ToString();

    public static StoreResponse Of(TableRefusal refusal, DateTimeOffset at)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["odata.error"] = new
            {
                code = refusal.Code,
                message = new { lang = "en-US", value = $"{refusal.Message}\nTime:{Edm.Text(at)}" },
            },
        });
        var date = at.ToString("r", CultureInfo.InvariantCulture);
        return new StoreResponse(refusal.Status, new HttpHeader("Content-Type", "application/json"), new HttpHeader("Date", date))
        {
            ContentStream = new MemoryStream(body, 0, body.Length, false, publiclyVisible: true),
        };
    }

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => Values(name).Any();

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers;

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = Values(name).FirstOrDefault();
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = ContainsHeader(name) ? Values(name) : null;
        return values is not null;
    }

    IEnumerable<string> Values(string name) =>
        headers.Where(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);
}

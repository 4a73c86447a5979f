using System.Globalization;
using System.Text;
using Azure;
using Azure.Core;

namespace Local.Tables;

/// <summary>A transaction as <c>multipart/mixed</c>: one change set whose parts are whole HTTP messages.</summary>
static class BatchContent
{
    public static (byte[] Body, string ContentType) Write(IEnumerable<Request> requests)
    {
        var (batch, changes) = ($"batch_{Guid.NewGuid()}", $"changeset_{Guid.NewGuid()}");
        using var body = new MemoryStream();
        Text(body, $"--{batch}\r\nContent-Type: multipart/mixed; boundary={changes}\r\n\r\n");
        foreach (var request in requests)
        {
            Text(body, $"--{changes}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            Text(body, $"{request.Method} {request.Uri.ToUri().AbsoluteUri} HTTP/1.1\r\n");
            foreach (var header in request.Headers)
            {
                Text(body, $"{header.Name}: {header.Value}\r\n");
            }

            Text(body, "\r\n");
            request.Content?.WriteTo(body, default);
            Text(body, "\r\n");
        }

        Text(body, $"--{changes}--\r\n--{batch}--\r\n");
        return (body.ToArray(), $"multipart/mixed; boundary={batch}");
    }

    /// <summary>The answers to the parts, or the one that stands for all.</summary>
    public static IReadOnlyList<Response> Read(Response response)
    {
        var text = response.Content.ToString();
        var answers = new List<Response>();
        for (var at = Next(0); at >= 0; at = Next(at + 1))
        {
            var end = text.IndexOf("\r\n--", at, StringComparison.Ordinal) is > 0 and var boundary ? boundary : text.Length;
            answers.Add(ReadOne(text[at..end]));
        }

        return answers;

        int Next(int from) => text.IndexOf("HTTP/1.1 ", from, StringComparison.Ordinal);
    }

    static StoreResponse ReadOne(string text)
    {
        var parts = text.Split("\r\n\r\n", 2);
        var lines = parts[0].Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).Where(header => header.Length == 2)
            .Select(header => new HttpHeader(header[0].Trim(), header[1].Trim()));
        var body = Encoding.UTF8.GetBytes(parts.Length == 2 ? parts[1].TrimEnd() : "");
        return new StoreResponse(int.Parse(lines[0].AsSpan(9, 3), CultureInfo.InvariantCulture), headers)
        {
            ContentStream = new MemoryStream(body, 0, body.Length, false, publiclyVisible: true),
        };
    }

    static void Text(MemoryStream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));
}

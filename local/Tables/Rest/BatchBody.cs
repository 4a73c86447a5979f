using System.Buffers;
using System.Text;

namespace Local.Tables;

/// <summary>Transactions as <c>multipart/mixed</c>: one change set, whose parts are whole HTTP messages.</summary>
static class BatchBody
{
    static ReadOnlySpan<byte> LineEnd => "\r\n"u8;

    /// <summary>The requests of a batch.</summary>
    /// <exception cref="FormatException">It isn't a batch of one change set.</exception>
    public static List<TableRequest> Read(ReadOnlyMemory<byte> body)
    {
        var requests = new List<TableRequest>();
        var boundary = Boundary(body.Span);
        var at = body.Span.IndexOf(boundary);
        while (at >= 0)
        {
            var part = body[(at + boundary.Length)..];
            if (part.Span.StartsWith("--"u8))
            {
                return requests;
            }

            var length = part.Span.IndexOf(boundary);
            requests.Add(ReadPart(part[..Math.Max(length, 0)]));
            at += boundary.Length + length;
        }

        throw new FormatException("The batch has no change set.");
    }

    /// <summary>The answers to its parts, or the one answer that stands for all.</summary>
    public static TableResponse Write(params IReadOnlyList<TableResponse> answers)
    {
        var (batch, changes) = ($"batchresponse_{Guid.NewGuid()}", $"changesetresponse_{Guid.NewGuid()}");
        var body = new ArrayBufferWriter<byte>(512);
        Text($"--{batch}\r\nContent-Type: multipart/mixed; boundary={changes}\r\n\r\n");
        foreach (var answer in answers)
        {
            Text($"--{changes}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            Text($"HTTP/1.1 {answer.Status} {answer.ReasonPhrase}\r\n");
            foreach (var header in answer.Headers)
            {
                Text($"{header.Name}: {header.Value}\r\n");
            }

            Text("\r\n");
            body.Write(answer.Body.Span);
            Text("\r\n");
        }

        Text($"--{changes}--\r\n--{batch}--\r\n");
        return new TableResponse(202, body.WrittenMemory, new Azure.Core.HttpHeader("Content-Type", $"multipart/mixed; boundary={batch}"));

        void Text(string text) => Encoding.UTF8.GetBytes(text, body);
    }

    /// <summary>What the change set's parts begin with.</summary>
    static byte[] Boundary(ReadOnlySpan<byte> body)
    {
        var name = "boundary="u8;
        var start = body.IndexOf(name);
        var rest = start < 0 ? default : body[(start + name.Length)..];
        return rest.IndexOf(LineEnd) is > 0 and var end ? [(byte)'-', (byte)'-', .. rest[..end]] : throw new FormatException("The batch has no change set.");
    }

    static TableRequest ReadPart(ReadOnlyMemory<byte> part)
    {
        var rest = part.Span;
        TakeLine(ref rest);
        while (TakeLine(ref rest) != "")
        {
        }

        if (TakeLine(ref rest).Split(' ') is not [var method, var address, _])
        {
            throw new FormatException("A part of the batch isn't a request.");
        }

        string? ifMatch = null;
        string? prefer = null;
        while (TakeLine(ref rest) is { Length: > 0 } line)
        {
            ifMatch ??= Header(line, "If-Match:");
            prefer ??= Header(line, "Prefer:");
        }

        var uri = new Uri(address);
        return TableRequest.Of(method, uri.AbsolutePath, uri.Query, ifMatch, prefer, part[^rest.Length..]);
    }

    static string? Header(string line, string name) =>
        line.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? line[name.Length..].Trim() : null;

    static string TakeLine(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf(LineEnd);
        if (end < 0)
        {
            throw new FormatException("A part of the batch ends too early.");
        }

        var line = Encoding.UTF8.GetString(rest[..end]);
        rest = rest[(end + LineEnd.Length)..];
        return line;
    }
}

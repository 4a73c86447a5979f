using Microsoft.AspNetCore.Http;

namespace MemberServices;

/// <summary>A request's body as it came.</summary>
static class RequestBytes
{
    /// <returns>Null: it has more bytes than that; the rest isn't read.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int most)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[8 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > most)
            {
                return null;
            }
        }

        return bytes.ToArray();
    }
}

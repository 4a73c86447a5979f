using System.Text;

namespace Local.Durable;

/// <summary>Refuses what the backend in Azure would refuse.</summary>
static class PayloadLimit
{
    /// <exception cref="ArgumentException">The payload is larger than the options allow.</exception>
    public static string? Check(string? payload, DurableEngineOptions options)
    {
        if (payload is null || options.LargestPayloadBytes is not { } limit || payload.Length * 3L <= limit)
        {
            return payload;
        }

        var bytes = Encoding.UTF8.GetByteCount(payload);
        return bytes <= limit ? payload : throw new ArgumentException($"A payload of {bytes} bytes is over the limit of {limit} bytes.");
    }
}

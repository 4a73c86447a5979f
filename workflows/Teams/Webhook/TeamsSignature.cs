using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace MemberServices.Teams;

/// <summary>
/// Whether a request was signed by an outgoing webhook of ours: <c>Authorization: HMAC</c> and the Base64 of the HMAC-SHA256 of
/// the body's bytes. The setting <see cref="Setting"/> has the security tokens that Teams showed when the webhooks were made,
/// separated by spaces or commas: one for each team, and two for one while it is exchanged.
/// </summary>
/// <remarks>Source: MicrosoftDocs/msteams-docs, add-outgoing-webhook. The key is the token decoded from Base64.</remarks>
public sealed class TeamsSignature(IConfiguration configuration)
{
    public const string Setting = "Teams:WebhookKeys";

    const string Scheme = "HMAC ";
    const int ShortestKey = 16;

    readonly IReadOnlyList<byte[]?> keys = [.. (configuration["Teams:WebhookKeys"] ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(Decode)];

    /// <summary>Whether anything of the setting is no key: that part isn't used.</summary>
    public bool IsBroken => keys.Contains(null);

    /// <param name="body">As it came, before anything is read from it.</param>
    /// <param name="authorization">The header, or null.</param>
    public bool IsValid(ReadOnlySpan<byte> body, string? authorization)
    {
        Span<byte> claimed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) != true
            || !Convert.TryFromBase64String(authorization[Scheme.Length..].Trim(), claimed, out var length)
            || length != claimed.Length)
        {
            return false;
        }

        // Every key is tried, whatever the one before said.
        Span<byte> made = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isValid = false;
        foreach (var key in keys.OfType<byte[]>())
        {
            HMACSHA256.HashData(key, body, made);
            isValid |= CryptographicOperations.FixedTimeEquals(made, claimed);
        }

        return isValid;
    }

    static byte[]? Decode(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length) && length >= ShortestKey ? bytes[..length] : null;
    }
}

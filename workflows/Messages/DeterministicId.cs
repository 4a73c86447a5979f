using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MemberServices.Messages;

/// <summary>Ids that a repeat gets again: of messages, emails and operations, derived from the case and the step.</summary>
public static class DeterministicId
{
    /// <summary>The longest id that Service Bus takes.</summary>
    public const int MaxLength = 128;

    /// <summary>
    /// "case.step.round": at most <see cref="MaxLength"/> characters, valid as a table key. Parts that don't fit, or
    /// have other characters than letters, digits and <c>. _ : -</c>, are replaced by a hash of them all.
    /// </summary>
    public static string From(params ReadOnlySpan<object> parts)
    {
        var texts = new string[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            texts[i] = FormattableString.Invariant($"{parts[i]}");
        }

        var id = string.Join('.', texts);
        return IsValid(id) ? id : Hash(string.Join('\n', texts));
    }

    /// <summary>Whether a text can be an id as it is.</summary>
    public static bool IsValid(string id) =>
        id.Length is > 0 and <= MaxLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-');

    /// <exception cref="ArgumentException">A text can't be an id as it is.</exception>
    public static void ThrowIfInvalid(string id)
    {
        if (!IsValid(id))
        {
            throw new ArgumentException($"'{id}' can't be an id: make it with {nameof(DeterministicId)}.{nameof(From)}.", nameof(id));
        }
    }

    /// <summary>The name-based (version 5) identifier of an id, for services that want a <see cref="Guid"/>.</summary>
    public static Guid ToGuid(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes("member-services:" + id), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(
            BinaryPrimitives.ReadInt32BigEndian(hash),
            BinaryPrimitives.ReadInt16BigEndian(hash[4..]),
            BinaryPrimitives.ReadInt16BigEndian(hash[6..]),
            hash[8], hash[9], hash[10], hash[11], hash[12], hash[13], hash[14], hash[15]);
    }

    static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

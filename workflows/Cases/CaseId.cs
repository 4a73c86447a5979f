using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MemberServices.Cases;

/// <summary>
/// A case's number: the kind's prefix, a dash, and 6 of 32 signs that can't be taken for each other when they are read
/// over the phone (no 0, O, 1, I): "TK-7KQ2MX". A billion of each kind: drawn at random, so whoever stores a new case
/// inserts it only if absent and draws again if it is there.
/// </summary>
/// <remarks><c>default(CaseId)</c> is no number; using it throws <see cref="InvalidOperationException"/>.</remarks>
[JsonConverter(typeof(Converter))]
public readonly record struct CaseId
{
    /// <summary>How many signs follow the dash.</summary>
    public const int SignCount = 6;

    public const string Signs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    // More than anybody types for eight signs, with a space or a dash after each.
    const int LongestInput = 40;

    readonly CaseKind? kind;
    readonly string? signs;

    CaseId(CaseKind kind, string signs) => (this.kind, this.signs) = (kind, signs);

    /// <exception cref="InvalidOperationException">The id was never set.</exception>
    public CaseKind Kind => kind ?? throw NeverSet();

    /// <summary>A number drawn at random; it may be taken.</summary>
    public static CaseId New(CaseKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return new(kind, RandomNumberGenerator.GetString(Signs, SignCount));
    }

    /// <summary>
    /// Reads a number as people type it: in lower case, with spaces or dashes anywhere or none at all, at most 40
    /// characters. A sign that no number has (0, O, 1, I) isn't guessed at.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CaseId id)
    {
        id = default;
        if (text is null || text.Length > LongestInput)
        {
            return false;
        }

        var typed = string.Concat(text.Where(c => !IsSeparator(c)).Select(c => char.IsAsciiLetterLower(c) ? (char)(c - 'a' + 'A') : c));
        var kind = CaseKind.All.FirstOrDefault(k => typed.StartsWith(k.Prefix, StringComparison.Ordinal));
        if (kind is null || typed.Length != kind.Prefix.Length + SignCount || !typed.Skip(kind.Prefix.Length).All(Signs.Contains))
        {
            return false;
        }

        id = new(kind, typed[kind.Prefix.Length..]);
        return true;
    }

    /// <exception cref="FormatException">The text is no case's number.</exception>
    public static CaseId Parse(string? text) =>
        TryParse(text, out var id) ? id : throw new FormatException(NotANumber);

    /// <summary>The canonical form, "TK-7KQ2MX".</summary>
    /// <exception cref="InvalidOperationException">The id was never set.</exception>
    public override string ToString() => $"{Kind.Prefix}-{signs}";

    // The text isn't repeated: it may be anything that somebody typed.
    static string NotANumber { get; } =
        $"must be a case's number: {string.Join(", ", CaseKind.All.Select(k => k.Prefix))}, a dash and {SignCount} letters and digits without 0, O, 1 and I, such as \"TK-7KQ2MX\"";

    // Phones and word processors write other dashes than the keyboard's.
    static bool IsSeparator(char c) => c is '-' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' || char.IsWhiteSpace(c);

    static InvalidOperationException NeverSet() =>
        new("A case id was used that was never set: default(CaseId) is no case's number. Use CaseId.New or CaseId.TryParse.");

    sealed class Converter : JsonConverter<CaseId>
    {
        public override CaseId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var id) ? id : throw new JsonException(NotANumber);

        public override void Write(Utf8JsonWriter writer, CaseId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());

        public override CaseId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var id) ? id : throw new JsonException(NotANumber);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, CaseId value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString());
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace MemberServices.Fields;

/// <summary>
/// A real estate license: a state and the number that the state gave. However it is typed, one license has one
/// <see cref="Key"/>: "123456", "TX 123456" and "tx-12.34.56" of Texas are all "TX-123456".
/// </summary>
public sealed record StateLicense
{
    /// <summary>The fewest letters and digits of a number.</summary>
    public const int Shortest = 2;

    /// <summary>The most letters and digits of a number: fewer than any card number has, so that none can be typed into it.</summary>
    public const int Longest = 12;

    StateLicense(string state, string number) => (State, Number) = (state, number);

    /// <summary>Two capital letters.</summary>
    public string State { get; }

    /// <summary>Capital letters and digits, without the state.</summary>
    public string Number { get; }

    /// <summary>State, a dash, number.</summary>
    public string Key => $"{State}-{Number}";

    /// <summary>
    /// Reads a license as people and systems write it. The number may have spaces, dashes and dots, and the state in
    /// front; two letters that are another state's stay part of it.
    /// </summary>
    /// <param name="state">Two letters; whether they are a state isn't looked at.</param>
    /// <param name="number"><see cref="Shortest"/> to <see cref="Longest"/> letters and digits without the state.</param>
    public static bool TryCreate(string? state, string? number, [NotNullWhen(true)] out StateLicense? license)
    {
        license = null;
        var letters = (state ?? "").Trim().ToUpperInvariant();
        var typed = (number ?? "").Trim().ToUpperInvariant();
        if (letters.Length != 2 || !letters.All(char.IsAsciiLetter) || !typed.All(c => char.IsAsciiLetterOrDigit(c) || IsSeparator(c)))
        {
            return false;
        }

        // Until none is left in front: a number that is read again is the same.
        while (HasInFront(typed, letters))
        {
            typed = typed[letters.Length..].TrimStart(' ', '-', '.');
        }

        var signs = string.Concat(typed.Where(c => !IsSeparator(c)));
        while (HasInFront(signs, letters))
        {
            signs = signs[letters.Length..];
        }

        license = signs.Length is >= Shortest and <= Longest ? new StateLicense(letters, signs) : null;
        return license is not null;
    }

    /// <summary>Reads a <see cref="Key"/>, however its number is typed.</summary>
    public static bool TryParse(string? key, [NotNullWhen(true)] out StateLicense? license)
    {
        license = null;
        return key?.Split('-', 2) is [var state, var number] && TryCreate(state, number, out license);
    }

    /// <exception cref="ArgumentException">It is no license; see <see cref="TryCreate"/>.</exception>
    public static StateLicense Create(string? state, string? number) => TryCreate(state, number, out var license)
        ? license
        : throw new ArgumentException($"A license is a state's two letters and a number of {Shortest} to {Longest} letters and digits.", nameof(number));

    /// <summary><see cref="Key"/>.</summary>
    public override string ToString() => Key;

    // "TX 123", "TX-123" and "TX123"; but "TXR123" begins with letters of the number's own.
    static bool HasInFront(string typed, string state) =>
        typed.StartsWith(state, StringComparison.Ordinal) && typed.Length > state.Length && !char.IsAsciiLetter(typed[state.Length]);

    static bool IsSeparator(char c) => c is ' ' or '-' or '.';
}

using System.Security.Cryptography;

namespace MemberServices.Onboarding;

/// <summary>Ids of enrollments: "EN-" and twelve letters and digits that can't be taken for each other.</summary>
public static class EnrollmentId
{
    const string Prefix = "EN-";
    const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    const int Length = 12;

    public static string New() => Prefix + RandomNumberGenerator.GetString(Alphabet, Length);

    public static bool IsValid(string? id) =>
        id?.Length == Prefix.Length + Length && id.StartsWith(Prefix, StringComparison.Ordinal) && id.Skip(Prefix.Length).All(Alphabet.Contains);
}

using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MemberServices.Fields;

namespace MemberServices.Tests.Fields;

public class WhateverIsTyped
{
    static readonly string[] Pieces =
    [
        "Jane", "TX", "12", " ", "\t", "\r\n", "\n", "\0", "\u001B", "\u0085", "\u2028", "\u200B", "\u200F", "\u2060", "\uFEFF", "\u00AD", "\u202E",
        "\u2066", "\u061C", "\u3164", "\u2800", "\u0301", "\u0323", "\u0302", "e", "o\u0308", "\u1112", "\u1161", "\u11AB", "\uFFFD", "\uE000", "👍", "-",
        "\u2013", "+", "4111", "1111", "512", "555", "0100", "x", "ext.", "@", ".", "example.com", "ü", "(", ")", "(0)", "agent", "\u212A", "İ",
        "512-555-0100", "+55 11 98765-4325", "jane@example.com", "TX-123456", "4111 1111 1111 1111",
    ];

    static readonly FieldRule[] Rules =
    [
        Reading.Name, Reading.Reason, FieldRules.Phone, FieldRules.Email("it"), FieldRules.Email("it", isInvited: true), FieldRules.LicenseState("Choose."),
        FieldRules.License("TX", "Enter."), FieldRules.Key("it", "Enter."), FieldRules.Choice("it", null, "Choose.", ["agent", "broker"]),
    ];

    [Fact]
    public void It_is_refused_by_name_or_comes_out_clean_short_and_the_same_when_read_again()
    {
        var texts = Gen.OneOf(
            Gen.Choose(0, 6).SelectMany(count => Gen.Elements(Pieces).ListOf(count)).Select(list => string.Concat(list)),
            Gen.Choose(0, 0xFFFF).ListOf().Select(list => string.Concat(list.Select(c => (char)c))));
        var inputs = from text in texts
                     from rule in Gen.Elements(Rules)
                     from times in Gen.Elements(1, 1, 1, 1, 1, 1, 300)
                     select (Text: string.Concat(Enumerable.Repeat(text, times)), Rule: rule);
        Prop.ForAll(inputs.ToArbitrary(), input => IsRight(input.Text, input.Rule)).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));
    }

    static bool IsRight(string typed, FieldRule rule)
    {
        var reader = Reading.Of(new { field = typed });
        var kept = reader.Text("field", rule);
        return reader.Errors.Count > 0
            ? reader.Errors is [{ Field: "field", Message.Length: > 0 }]
            : kept.Length <= rule.Longest
                && kept == kept.Trim()
                && kept == NormalForm.Of(kept)
                && !kept.EnumerateRunes().Any(rune => IsForbidden(rune, rule))
                && rule.Read(kept, out var problem) == kept && problem is null;
    }

    static bool IsForbidden(Rune rune, FieldRule rule) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => !(rule.HasLines && rune.Value == '\n'),
        UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate => true,
        _ => rune.Value is 0x3164 or 0x2800 or 0xFFFD,
    };
}

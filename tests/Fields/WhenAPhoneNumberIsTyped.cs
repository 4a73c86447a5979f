using MemberServices.Fields;
using static MemberServices.Tests.Fields.Reading;

namespace MemberServices.Tests.Fields;

public class WhenAPhoneNumberIsTyped
{
    [Theory]
    [InlineData("512-555-0100", "512-555-0100")]
    [InlineData("(512) 555.0100", "512-555-0100")]
    [InlineData("1 512 555 0100", "512-555-0100")]
    [InlineData("+1 (512) 555-0100", "512-555-0100")]
    [InlineData("512\u2013555\u20110100", "512-555-0100")]
    [InlineData("\u202A+1\u00A0512\u00A0555\u00A00100\u202C", "512-555-0100")]
    [InlineData("512-555-0100\u200B", "512-555-0100")]
    [InlineData("512-555-0100 Ext. 12", "512-555-0100 x12")]
    [InlineData("512-555-0100X12", "512-555-0100 x12")]
    [InlineData("512-555-0100, #12", "512-555-0100 x12")]
    [InlineData("512-555-0100 extension 123456", "512-555-0100 x123456")]
    [InlineData("+55 11 98765-4325", "+5511987654325")]
    [InlineData("+44 (0)20 7946 0958", "+442079460958")]
    [InlineData("+49 30 12345 67 x9", "+49301234567 x9")]
    public void It_has_one_spelling(string typed, string kept)
    {
        Assert.Equal(kept, Kept(typed, FieldRules.Phone));
        Assert.Equal(kept, Kept(kept, FieldRules.Phone));
    }

    [Theory]
    [InlineData("555-0100")]
    [InlineData("000-000-0000")]
    [InlineData("112-555-0100")]
    [InlineData("512-155-0100")]
    [InlineData("512-555-01000")]
    [InlineData("call me")]
    [InlineData("+)")]
    [InlineData("+0 512 555 0100")]
    [InlineData("512-555-0100 x1234567")]
    [InlineData("4111 1111 1111 1111")]
    public void Without_an_area_code_it_is_none(string typed) => Assert.Equal(
        "Enter a phone number with its area code, such as 512-555-0100, or with a plus and its country code.", Told(typed, FieldRules.Phone));

    [Fact]
    public void What_turns_the_digits_around_is_refused() =>
        Assert.StartsWith("Type your phone number again by hand", Told("\u202E0010-555-215", FieldRules.Phone));

    [Fact]
    public void It_is_missed() => Assert.Equal("Enter your phone number.", Told(null, FieldRules.Phone));
}

using MemberServices.Fields;

namespace MemberServices.Tests.Fields;

public class WhenALicenseIsTyped
{
    [Theory]
    [InlineData("TX", "123456")]
    [InlineData(" tx ", " 12.34-56 ")]
    [InlineData("TX", "TX 123456")]
    [InlineData("TX", "TX-123456")]
    [InlineData("TX", "tx.123456")]
    [InlineData("TX", "TX123456")]
    [InlineData("TX", "TX TX-123456")]
    [InlineData("TX", "T X123456")]
    public void It_is_one_license_however_it_is_spelled(string state, string number) =>
        Assert.Equal("TX-123456", StateLicense.Create(state, number).Key);

    [Theory]
    [InlineData("TX", "OK-123456", "TX-OK123456")]
    [InlineData("FL", "SL3212345", "FL-SL3212345")]
    [InlineData("NV", "S.0123456", "NV-S0123456")]
    [InlineData("PA", "PAB12", "PA-PAB12")]
    [InlineData("TX", "0123", "TX-0123")]
    public void Letters_and_zeros_of_the_number_s_own_belong_to_it(string state, string number, string key) =>
        Assert.Equal(key, StateLicense.Create(state, number).Key);

    [Theory]
    [InlineData("TX-123456", "TX-123456")]
    [InlineData("tx-12 34", "TX-1234")]
    [InlineData("TX-TX-1234", "TX-1234")]
    public void A_key_is_read_as_one(string typed, string key)
    {
        Assert.True(StateLicense.TryParse(typed, out var license));
        Assert.Equal(key, license.ToString());
        Assert.Equal(StateLicense.Create(key[..2], key[3..]), license);
    }

    [Theory]
    [InlineData(null, "123456")]
    [InlineData("", "123456")]
    [InlineData("T", "123456")]
    [InlineData("TEX", "123456")]
    [InlineData("T1", "123456")]
    [InlineData("TX", null)]
    [InlineData("TX", "")]
    [InlineData("TX", " - ")]
    [InlineData("TX", "1")]
    [InlineData("TX", "TX-1")]
    [InlineData("TX", "1234567890123")]
    [InlineData("TX", "12/34")]
    [InlineData("TX", "\uFF11\uFF12\uFF13")]
    [InlineData("TX", "12\ud83d34")]
    public void Anything_else_is_none(string? state, string? number)
    {
        Assert.False(StateLicense.TryCreate(state, number, out _));
        Assert.False(StateLicense.TryParse($"{state}-{number}", out _));
        Assert.Throws<ArgumentException>(() => StateLicense.Create(state, number));
    }

    [Fact]
    public void The_longest_number_may_have_its_state_in_front() =>
        Assert.Equal("TX-123456789012", StateLicense.Create("TX", "TX 1234-5678-9012").Key);

    [Theory]
    [InlineData("TX123456")]
    [InlineData("")]
    [InlineData(null)]
    public void A_key_has_a_dash(string? typed) => Assert.False(StateLicense.TryParse(typed, out _));

    [Theory]
    [InlineData("TX-123456", true)]
    [InlineData("M00042", true)]
    [InlineData("tx-123456", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("TX/1", false)]
    public void A_member_s_key_has_capitals_digits_and_dashes(string? key, bool isValid) => Assert.Equal(isValid, MemberKey.IsValid(key));
}

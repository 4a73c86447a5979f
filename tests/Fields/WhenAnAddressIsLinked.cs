using MemberServices.Fields;

namespace MemberServices.Tests.Fields;

public sealed class WhenAnAddressIsLinked
{
    [Theory]
    [InlineData("jane@example.com", "mailto:jane@example.com")]
    [InlineData("o'brien+mls@example.com", "mailto:o%27brien%2Bmls@example.com")]
    [InlineData("jane?bcc=eve@example.com", "mailto:jane%3Fbcc%3Deve@example.com")]
    [InlineData("a&b%0a@example.com", "mailto:a%26b%250a@example.com")]
    public void An_email_address_is_nothing_but_an_address(string address, string link) => Assert.Equal(link, EmailAddress.LinkTo(address));

    [Theory]
    [InlineData("512-555-0100", "tel:5125550100")]
    [InlineData("512-555-0100 x12", "tel:5125550100;ext=12")]
    [InlineData("+1 (312) 555-0100", "tel:+13125550100")]
    public void A_phone_number_is_dialed_with_its_extension(string shown, string link) => Assert.Equal(link, PhoneNumber.LinkTo(shown));
}

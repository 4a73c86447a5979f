using MemberServices.Fields;
using static MemberServices.Tests.Fields.Reading;

namespace MemberServices.Tests.Fields;

public class WhenAnAddressIsTyped
{
    static readonly FieldRule Mailed = FieldRules.Email("your email address");
    static readonly FieldRule Invited = FieldRules.Email("your email address", isInvited: true);

    [Theory]
    [InlineData("jane@example.com")]
    [InlineData("Jane.O'Doe_1-a@mail.example.com")]
    [InlineData("_jane_@xn--mller-kva.example")]
    public void A_plain_one_is_taken(string typed)
    {
        Assert.Equal(typed, Kept($"\u200B{typed} ", Mailed));
        Assert.Equal(typed, Kept(typed, Invited));
    }

    [Theory]
    [InlineData("pat+mls@example.com", "Use an address without a plus sign")]
    [InlineData("pat#1@example.com", "Use an address that has only letters")]
    [InlineData("a=b@example.com", "Use an address that has only letters")]
    [InlineData("-pat@example.com", "Use an address that has only letters")]
    [InlineData("pat-@example.com", "Use an address that has only letters")]
    public void One_that_the_directory_cannot_invite_is_told_why(string typed, string told)
    {
        Assert.StartsWith(told, Told(typed, Invited));
        Assert.Equal(typed, Kept(typed, Mailed));
    }

    [Theory]
    [InlineData("jane@müller.example")]
    [InlineData("jane@mu\u0308ller.example")]
    [InlineData("jane@MÜLLER.example")]
    public void A_domain_of_other_letters_is_told_why(string typed) =>
        Assert.StartsWith("Write the address's domain in plain letters", Told(typed, Mailed));

    [Theory]
    [InlineData("jane")]
    [InlineData("jane@")]
    [InlineData("jane@example")]
    [InlineData("jané@example.com")]
    [InlineData("Jane <jane@example.com>")]
    [InlineData("jane@example.com,bob@example.com")]
    public void Anything_else_is_none(string typed) => Assert.Equal("Enter an email address such as jane@example.com.", Told(typed, Invited));

    [Fact]
    public void It_is_missed_or_too_long()
    {
        Assert.Equal("Enter your email address.", Told(" ", Invited));
        Assert.Equal("Shorten your email address to 254 characters.", Told($"{new string('a', 250)}@example.com", Invited));
    }
}

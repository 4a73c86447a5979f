using MemberServices.Mail;

namespace MemberServices.Tests.Mail;

public class WhenANameIsHostile
{
    [Theory]
    [InlineData("Jane\r\nBcc: eve@example.org", "Jane Bcc eve example.org")]
    [InlineData("Jane, eve@example.org", "Jane eve example.org")]
    [InlineData("Jane\" <eve@example.org>", "Jane eve example.org")]
    [InlineData("Jane\0Doe", "Jane Doe")]
    [InlineData("\u202eenaJ\u200b\u2066", "enaJ")]
    [InlineData("Jane\u2028Doe\u0085", "Jane Doe")]
    [InlineData("  José\tO'Brien-Ñu  ", "José O'Brien-Ñu")]
    [InlineData("\ud83d\ude00 Jane", "\ud83d\ude00 Jane")]
    [InlineData(null, "")]
    public void It_adds_nothing_to_the_header(string? name, string shown) => Assert.Equal(shown, EmailHeaders.DisplayName(name));

    [Fact]
    public void It_is_cut_to_64_characters() => Assert.Equal(64, EmailHeaders.DisplayName(new string('x', 500)).Length);

    [Fact]
    public void A_subject_stays_one_line() =>
        Assert.Equal("Hello, Jane Bcc: eve@example.org", EmailHeaders.Subject("Hello, Jane\r\nBcc:\u202e eve@example.org"));

    [Theory]
    [InlineData("jane@example.org", true)]
    [InlineData("jane.o'brien+mls@mail.example.org", true)]
    [InlineData("jane@example.org,eve@example.org", false)]
    [InlineData("jane@example.org;eve@example.org", false)]
    [InlineData("jane@example.org\r\nBcc: eve@example.org", false)]
    [InlineData("Jane <jane@example.org>", false)]
    [InlineData("\"jane\"@example.org", false)]
    [InlineData("jane@example", false)]
    [InlineData("jane@-example.org", false)]
    [InlineData("jane@exa mple.org", false)]
    [InlineData("jane@@example.org", false)]
    [InlineData("ja\u202ene@example.org", false)]
    [InlineData("jane@example.org\0", false)]
    [InlineData("jane", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_one_plain_address_is_an_address(string? text, bool isAddress) => Assert.Equal(isAddress, EmailHeaders.IsAddress(text));

    [Fact]
    public async Task It_adds_no_recipient_and_no_header()
    {
        await using var mls = await Mls.StartAsync();

        await mls.Sends(Mls.LetterToJane("case-1.welcome", "Hello\r\nBcc: eve@example.org") with { ToName = "Jane\r\nBcc: eve@example.org, eve@example.org" });

        var mail = Assert.Single(mls.MailService.All);
        Assert.Equal([Cast.Jane.MemberEmail], mail.To);
        Assert.Equal("Hello Bcc: eve@example.org", mail.Subject);
        Assert.Empty(mail.Headers);
    }
}

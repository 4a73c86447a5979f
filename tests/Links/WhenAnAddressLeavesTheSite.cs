using MemberServices.Links;

namespace MemberServices.Tests.Links;

public class WhenAnAddressLeavesTheSite
{
    [Theory]
    [InlineData("https://members.example.org", "https://members.example.org/approvals/a-b_c")]
    [InlineData("https://members.example.org/", "https://members.example.org/approvals/a-b_c")]
    [InlineData("https://example.org/members", "https://example.org/members/approvals/a-b_c")]
    [InlineData("http://localhost:7071", "http://localhost:7071/approvals/a-b_c")]
    public void It_begins_with_the_sites_own(string site, string expected) =>
        Assert.Equal(expected, new SiteAddress(site).To("approvals", "a-b_c"));

    [Fact]
    public void Its_segments_stay_segments() =>
        Assert.Equal("https://a.example/x/..%2Fb%3Fc%23d%2F%2Fe", new SiteAddress("https://a.example").To("x", "../b?c#d//e"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("members.example.org")]
    [InlineData("/members")]
    [InlineData("http://members.example.org")]
    [InlineData("ftp://members.example.org")]
    [InlineData("https://members.example.org?a=b")]
    [InlineData("https://user:secret@members.example.org")]
    public void A_site_without_a_safe_absolute_address_is_refused(string? address) =>
        Assert.Contains("Site:Address", Assert.Throws<ArgumentException>(() => new SiteAddress(address)).Message);
}

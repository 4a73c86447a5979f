using System.Net;
using MemberServices.Pages;

namespace MemberServices.Tests.Pages;

public class WhenAClientIsCounted
{
    [Theory]
    [InlineData(0, "203.0.113.5", "198.51.100.1", "203.0.113.5")]
    [InlineData(0, "::ffff:203.0.113.5", null, "203.0.113.5")]
    [InlineData(1, "127.0.0.1", "198.51.100.1", "198.51.100.1")]
    [InlineData(1, "127.0.0.1", "198.51.100.1:50123", "198.51.100.1")]
    [InlineData(1, "127.0.0.1", "6.6.6.6, 198.51.100.1:50123", "198.51.100.1")]
    [InlineData(1, "127.0.0.1", "6.6.6.6,::ffff:198.51.100.1", "198.51.100.1")]
    [InlineData(1, "::1", "[2001:db8::5]:443", "2001:db8::5")]
    [InlineData(1, "::1", "2001:db8::5", "2001:db8::5")]
    [InlineData(1, "127.0.0.1", "10.0.0.9", "10.0.0.9")]
    [InlineData(2, "127.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.7:80", "198.51.100.1")]
    [InlineData(2, "127.0.0.1", "198.51.100.1", "127.0.0.1")]
    [InlineData(1, "127.0.0.1", "198.51.100.1, not an address", "127.0.0.1")]
    [InlineData(1, "127.0.0.1", "198.51.100.1,", "127.0.0.1")]
    [InlineData(1, "127.0.0.1", "unix:", "127.0.0.1")]
    [InlineData(1, "127.0.0.1", null, "127.0.0.1")]
    public void It_is_the_address_that_the_first_trusted_proxy_saw(int hops, string connection, string? forwarded, string expected) =>
        Assert.Equal(IPAddress.Parse(expected), new ClientIp(hops).Of(IPAddress.Parse(connection), forwarded));

    [Theory]
    [InlineData("0", "127.0.0.1")]
    [InlineData("1", "198.51.100.7")]
    public async Task The_address_is_evidence_of_a_decision(string hops, string expected)
    {
        await using var mls = await Mls.StartAsync("--trusted-hops", hops);
        mls.Http.DefaultRequestHeaders.Add("x-forwarded-for", "6.6.6.6, 198.51.100.7:50123");
        await mls.Applies(Cast.Jane);

        await mls.Approves(Cast.Bob);

        Assert.Contains(mls.Rows(), row => row.Contains("ipAddress", StringComparison.OrdinalIgnoreCase) && row.Contains(expected));
        Assert.DoesNotContain(mls.Rows(), row => row.Contains("6.6.6.6"));
    }

    [Fact]
    public async Task Clients_behind_a_trusted_proxy_are_counted_each()
    {
        await using var mls = await Mls.StartAsync("--trusted-hops", "1");
        var form = await mls.FillsIn(Cast.Jane with { MemberFullName = "" });
        var most = Rendering.Policies.Forms.PerAddress.Count;
        async Task<int> SendsFrom(string address)
        {
            mls.Http.DefaultRequestHeaders.Remove("X-Forwarded-For");
            mls.Http.DefaultRequestHeaders.Add("X-Forwarded-For", $"6.6.6.6, {address}:{443 + most}");
            return (await mls.Sends(form)).Status;
        }

        for (var i = 0; i < most; i++)
        {
            Assert.Equal(400, await SendsFrom("198.51.100.7"));
        }

        Assert.Equal(429, await SendsFrom("198.51.100.7"));
        Assert.Equal(400, await SendsFrom("198.51.100.8"));
    }

    [Fact]
    public void One_line_with_many_addresses_is_one_client()
    {
        Assert.Equal(
            FormRateLimiter.ClientOf(IPAddress.Parse("2001:db8:1:2::1")), FormRateLimiter.ClientOf(IPAddress.Parse("2001:db8:1:2:ffff::9")));
        Assert.NotEqual(
            FormRateLimiter.ClientOf(IPAddress.Parse("2001:db8:1:2::1")), FormRateLimiter.ClientOf(IPAddress.Parse("2001:db8:1:3::1")));
        Assert.NotEqual(FormRateLimiter.ClientOf(IPAddress.Parse("203.0.113.5")), FormRateLimiter.ClientOf(IPAddress.Parse("203.0.113.6")));
    }
}

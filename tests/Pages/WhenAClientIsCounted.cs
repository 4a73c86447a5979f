using System.Net;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;

namespace MemberServices.Tests.Pages;

public class WhenAClientIsCounted
{
    [Theory]
    [InlineData("203.0.113.5", null, "203.0.113.5")]
    [InlineData("203.0.113.5", "198.51.100.1", "203.0.113.5")]
    [InlineData("::ffff:203.0.113.5", null, "203.0.113.5")]
    [InlineData("127.0.0.1", "198.51.100.1:50123", "198.51.100.1")]
    [InlineData("127.0.0.1", "6.6.6.6, 198.51.100.1:50123", "198.51.100.1")]
    [InlineData("10.0.0.4", "6.6.6.6, 198.51.100.1, 10.0.0.7:80", "198.51.100.1")]
    [InlineData("::1", "[2001:db8::5]:443", "2001:db8::5")]
    [InlineData("127.0.0.1", "not an address", "127.0.0.1")]
    [InlineData("127.0.0.1", null, "127.0.0.1")]
    public void It_is_the_last_address_outside_and_not_what_the_client_wrote(string connection, string? forwarded, string expected)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(connection);
        context.Request.Headers["X-Forwarded-For"] = forwarded;

        Assert.Equal(IPAddress.Parse(expected), ClientAddress.Of(context.Request));
    }

    [Fact]
    public void One_line_with_many_addresses_is_one_client()
    {
        Assert.Equal(
            ClientAddress.Group(IPAddress.Parse("2001:db8:1:2::1")), ClientAddress.Group(IPAddress.Parse("2001:db8:1:2:ffff::9")));
        Assert.NotEqual(
            ClientAddress.Group(IPAddress.Parse("2001:db8:1:2::1")), ClientAddress.Group(IPAddress.Parse("2001:db8:1:3::1")));
        Assert.NotEqual(ClientAddress.Group(IPAddress.Parse("203.0.113.5")), ClientAddress.Group(IPAddress.Parse("203.0.113.6")));
    }
}

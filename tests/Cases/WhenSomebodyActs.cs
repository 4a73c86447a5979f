using System.Text.Json;
using MemberServices.Cases;

namespace MemberServices.Tests.Cases;

public class WhenSomebodyActs
{
    const string Channels = "phone, email, form, chat, text, social, walk-in, class, purchase, marquee, teams, api, message, system, staff-page";

    [Fact]
    public void A_channel_is_written_in_lower_case_with_dashes()
    {
        Assert.Equal(Channels, string.Join(", ", Enum.GetValues<Channel>().Select(EnumNames<Channel>.Of)));
        Assert.All(Enum.GetValues<Channel>(), channel =>
            Assert.Equal(channel, JsonSerializer.Deserialize<Channel>(JsonSerializer.Serialize(channel))));
        Assert.Equal("""{"walk-in":3}""", JsonSerializer.Serialize(new Dictionary<Channel, int> { [Channel.WalkIn] = 3 }));
    }

    [Theory]
    [InlineData("\"fax\"")]
    [InlineData("\"Phone\"")]
    [InlineData("\"walkIn\"")]
    [InlineData("\"\"")]
    [InlineData("1")]
    [InlineData("null")]
    public void An_unknown_channel_is_refused_with_the_list_of_the_known_ones(string json) =>
        Assert.Contains($"must be a known channel: one of {Channels}", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Channel>(json)).Message);

    [Fact]
    public void An_unknown_key_is_refused_with_the_list_too() =>
        Assert.Contains(Channels, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Dictionary<Channel, int>>("""{"fax":1}""")).Message);

    [Fact]
    public void A_channel_that_was_never_set_is_not_written() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => JsonSerializer.Serialize(default(Channel)));

    [Fact]
    public void An_actor_is_a_kind_and_a_name()
    {
        var broker = new Actor(ActorKind.Broker, "Ann O'Neil");

        var json = JsonSerializer.Serialize(broker, JsonSerializerOptions.Web);

        Assert.Equal("""{"kind":"broker","name":"Ann O\u0027Neil"}""", json);
        Assert.Equal(broker, JsonSerializer.Deserialize<Actor>(json, JsonSerializerOptions.Web));
        Assert.Equal("must be a known actor kind: one of applicant, broker, staff, customer, system", EnumNames<ActorKind>.Rule);
    }

    [Fact]
    public void An_actor_without_a_name_or_a_kind_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Actor(default, "Ann"));
        Assert.All(["", "  ", "Ann\nSmith", new string('a', 201)], name => Assert.Throws<ArgumentException>(() => new Actor(ActorKind.Staff, name)));
    }
}

using System.Text.Json.Nodes;
using MemberServices.Policies;
using MemberServices.Tests.Policies;

namespace MemberServices.Tests.Tickets;

public sealed class WhenThePolicyOfTicketsIsWrong
{
    [Theory]
    [InlineData("warnPercent", "100", "$.tickets.warnPercent: must be from 1 to 99; got 100")]
    [InlineData("reopenDays", "0", "$.tickets.reopenDays: must be from 1 to 90; got 0")]
    [InlineData("levels", "[]", "$.tickets.levels: must be 1 to 3; got 0")]
    [InlineData("levels.0.role", "\"janitors\"", "$.tickets.levels[0].role: must be one of level-1, ")]
    [InlineData("levels.1.calendar", "\"moon\"", "$.tickets.levels[1].calendar: must be one of calendars.named: office; got \"moon\"")]
    [InlineData("categories.1.id", "\"listing-input\"", "$.tickets.categories[1].id: must not be there twice")]
    [InlineData("categories.0.id", "\"Listing input\"", "$.tickets.categories[0].id: must be 1 to 40 lower-case letters and dashes")]
    [InlineData("standards.1.priority", "\"urgent\"", "$.tickets.standards[1].priority: must not be there twice; got urgent")]
    [InlineData("standards.0.resolution", "[{ \"hours\": 4 }]", "$.tickets.standards[0].resolution: must have a target for each of the 3 levels; got 1")]
    [InlineData("standards.0.nextUpdate", "{}", "$.tickets.standards[0].nextUpdate: must have one of hours, days and sameDayHours")]
    [InlineData("standards.0.nextUpdate", "{ \"hours\": 1, \"days\": 1 }", "$.tickets.standards[0].nextUpdate: must have one of hours, days and sameDayHours")]
    [InlineData("standards.0.nextUpdate.hours", "61", "$.tickets.standards[0].nextUpdate.hours: must be from 1 to 60; got 61")]
    [InlineData("firstResponse.managerMinutes", "30", "$.tickets.firstResponse.managerMinutes: must be more than minutes; got 30")]
    [InlineData("firstResponse.channels", "[\"pigeon\"]", "$.tickets.firstResponse.channels[0]: ")]
    [InlineData("waiting.reminderDays", "5", "$.tickets.waiting.reminderDays: must be less than endDays; got 5")]
    public void It_is_refused_with_its_place_and_the_rule(string member, string value, string error)
    {
        var file = PolicyText.Parse();
        var names = member.Split('.');
        var parent = names[..^1].Aggregate(file["tickets"]!, (node, name) => int.TryParse(name, out var index) ? node[index]! : node[name]!);
        parent[names[^1]] = JsonNode.Parse(value);

        var refused = Assert.Throws<PolicyException>(() => PolicyReader.Read(file.ToJsonString()));

        Assert.Contains(refused.Errors, each => each.ToString().StartsWith(error, StringComparison.Ordinal));
    }

    [Fact]
    public void One_or_two_levels_are_enough()
    {
        var file = PolicyText.Parse();
        file["tickets"]!["levels"]!.AsArray().RemoveAt(2);
        foreach (var standard in file["tickets"]!["standards"]!.AsArray())
        {
            standard!["resolution"]!.AsArray().RemoveAt(2);
        }

        Assert.Equal(2, PolicyReader.Read(file.ToJsonString()).Tickets.Levels.Count);
    }
}

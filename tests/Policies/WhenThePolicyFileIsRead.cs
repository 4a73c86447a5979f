using System.Text.Json.Nodes;
using MemberServices.Policies;

namespace MemberServices.Tests.Policies;

public class WhenThePolicyFileIsRead
{
    [Fact]
    public void The_one_that_comes_with_the_app_is_right() => Assert.NotEmpty(PolicyReader.Read(PolicyText.Shipped).Brand.Name);

    [Theory]
    [InlineData("brand.name", "\"\"", "$.brand.name", "1 to 60 characters")]
    [InlineData("brand.name", "null", "$.brand.name", "must be a text")]
    [InlineData("brand.name", "5", "$.brand.name", "must be a text; got 5")]
    [InlineData("brand.color", "\"blue\"", "$.brand.color", "\"#1a4f8b\"")]
    [InlineData("brand.color", "\"#777777\"", "$.brand.color", "4.47 to 1")]
    [InlineData("brand.colour", "\"#000000\"", "$.brand.colour", "the members here are name, color")]
    [InlineData("brand", "[]", "$.brand", "must be an object")]
    [InlineData("logo", "{}", "$.logo", "isn't known")]
    [InlineData("mail.replyTo", "\"Jane <a@b.example>\"", "$.mail.replyTo", "must be an email address")]
    [InlineData("mail.senderName", "\"Doe, Jane\"", "$.mail.senderName", "without commas")]
    [InlineData("mail.support.phone", "\"call us\"", "$.mail.support.phone", "7 to 15 digits")]
    [InlineData("links.progressDays", "0", "$.links.progressDays", "from 30 to 3650; got 0")]
    [InlineData("links.progressDays", "\"400\"", "$.links.progressDays", "must be a whole number")]
    [InlineData("links.progressDays", "4.5", "$.links.progressDays", "must be a whole number; got 4.5")]
    [InlineData("forms.mailSharePercent", "51", "$.forms.mailSharePercent", "from 1 to 50")]
    [InlineData("forms.perMailbox", "{\"count\":101,\"minutes\":60}", "$.forms.perMailbox.count", "100 or less")]
    [InlineData("forms.mailsPerAddress", "{\"count\":0,\"minutes\":60}", "$.forms.mailsPerAddress.count", "from 1 to 10000")]
    [InlineData("forms.perOffice", "{\"count\":1,\"minutes\":0}", "$.forms.perOffice.minutes", "from 1 to 1440")]
    [InlineData("workItems.reminderPercent", "100", "$.workItems.reminderPercent", "from 1 to 99; got 100")]
    [InlineData("workItems.managerDays", "-1", "$.workItems.managerDays", "from 0 to 30; got -1")]
    [InlineData("calendars.named.office.timeZone", "\"Central Time\"", "$.calendars.named.office.timeZone", "IANA")]
    [InlineData("calendars.named.office.hours.monday", "{}", "$.calendars.named.office.hours.monday", "must be a list")]
    [InlineData("calendars.named.office.hours.monday", "[{\"from\":\"09:00\"}]", "$.calendars.named.office.hours.monday[0].to", "must be there")]
    [InlineData("calendars.named.office.hours.monday", "[{\"from\":\"17:00\",\"to\":\"09:00\"}]", "$.calendars.named.office.hours.monday[0].to", "later than \"from\"")]
    [InlineData("calendars.named.office.hours.monday", "[{\"from\":\"9am\",\"to\":\"17:00\"}]", "$.calendars.named.office.hours.monday[0].from", "got \"9am\"")]
    [InlineData("calendars.named.office.hours.monday", "[{\"from\":\"09:00\",\"to\":\"12:00\"},{\"from\":\"11:00\",\"to\":\"17:00\"}]", "$.calendars.named.office.hours.monday[1].from", "later than the end of the interval before it")]
    [InlineData("calendars.named.office.hours.monday", "[{\"from\":\"22:00\",\"to\":\"06:00\"}]", "$.calendars.named.office.hours.monday[0].to", "write two days' intervals to pass midnight")]
    [InlineData("calendars.named.office.hours.monday", "[{\"from\":\"00:00\",\"to\":\"24:01\"}]", "$.calendars.named.office.hours.monday[0].to", "\"00:01\" to \"24:00\"")]
    [InlineData("calendars.named.office.hours.monday", "[{\"from\":\"24:00\",\"to\":\"24:00\"}]", "$.calendars.named.office.hours.monday[0].from", "\"00:00\" to \"23:59\"")]
    [InlineData("calendars.named.office.hours", "null", "$.calendars.named.office.hours", "or aroundTheClock: true")]
    [InlineData("calendars.named.office.holidays", "null", "$.calendars.named.office.holidays", "[] for an organization that keeps none")]
    [InlineData("calendars.named.office.holidays", "[{\"date\":\"2026-02-03\",\"name\":\"\"}]", "$.calendars.named.office.holidays[0].name", "1 to 60 characters")]
    [InlineData("calendars.named.office.holidaysFile", "\"../holidays.ics\"", "$.calendars.named.office.holidaysFile", "beside the policy file")]
    [InlineData("calendars.named.office.holidaysFile", "\"/etc/holidays.ics\"", "$.calendars.named.office.holidaysFile", "beside the policy file")]
    [InlineData("calendars.named.office.holidaysFile", "\"holidays.txt\"", "$.calendars.named.office.holidaysFile", "an .ics file")]
    [InlineData("calendars.named.office.holidaysFile", "\"none.ics\"", "$.calendars.named.office.holidaysFile", "none.ics must be beside the policy file")]
    [InlineData("calendars.named.Level 2", "{\"timeZone\":\"Asia/Kolkata\",\"aroundTheClock\":true}", "$.calendars.named.Level 2", "lower-case letters, digits and dashes")]
    [InlineData("calendars.named.urgent", "{\"timeZone\":\"America/Chicago\",\"aroundTheClock\":true,\"holidays\":[{\"date\":\"2026-12-25\",\"name\":\"x\"}]}", "$.calendars.named.urgent.holidays", "must be left out")]
    [InlineData("calendars.default", "\"level-2\"", "$.calendars.default", "one of calendars.named: office; got \"level-2\"")]
    [InlineData("calendars.named.office.hours", "{}", "$.calendars.named.office.hours", "at least one interval")]
    [InlineData("calendars.named.office.hours.funday", "[]", "$.calendars.named.office.hours.funday", "isn't known")]
    [InlineData("calendars.named.office.holidays", "[{\"date\":\"2026-02-30\",\"name\":\"x\"}]", "$.calendars.named.office.holidays[0].date", "must be a date")]
    [InlineData("calendars.named.office.holidays", "[{\"date\":\"2026-02-03\",\"name\":\"x\"},{\"date\":\"2026-02-03\",\"name\":\"y\"}]", "$.calendars.named.office.holidays[1].date", "twice")]
    [InlineData("enrollment.checklist.noticeDays", "0", "$.enrollment.checklist.noticeDays", "from 1 to 30")]
    public void A_wrong_value_is_refused_with_its_place_and_the_rule(string member, string value, string path, string rule)
    {
        var error = Assert.Single(ErrorsWith((member, value)));

        Assert.Equal(path, error.Path);
        Assert.Contains(rule, error.Message);
    }

    [Theory]
    [InlineData("\"kind\":\"lecture\"", "kind", "")]
    [InlineData("\"ownerRole\":\"teachers\"", "ownerRole", "must be one of level-1, level-2, trainers")]
    [InlineData("\"verifierRole\":\"teachers\"", "verifierRole", "or left out")]
    [InlineData("\"id\":\"Rules quiz\"", "id", "lower-case letters, digits and dashes")]
    [InlineData("\"name\":\" \"", "name", "1 to 100")]
    [InlineData("\"toDo\":\"\"", "toDo", "1 to 500")]
    [InlineData("\"dueDays\":7,\"reminderDays\":[1]", "dueDays", "must be more than noticeDays (7) for a mandatory item")]
    [InlineData("\"dueDays\":0,\"mandatory\":false,\"reminderDays\":[]", "dueDays", "from 1 to 365; got 0")]
    [InlineData("\"dueDays\":120", "dueDays", "must be less than the endDays of the stage checklist (125)")]
    [InlineData("\"reminderDays\":[1,7]", "reminderDays[1]", "less than the one before it")]
    [InlineData("\"reminderDays\":[30]", "reminderDays[0]", "the first less than dueDays")]
    [InlineData("\"kind\":\"document\",\"classIds\":[\"X\"]", "classIds", "only a class has them")]
    [InlineData("\"owner\":\"trainers\"", "owner", "isn't known")]
    public void A_wrong_item_of_the_checklist_is_refused_with_its_place_and_the_rule(string change, string path, string rule)
    {
        var item = JsonNode.Parse("""{"id":"a","name":"A","kind":"class","ownerRole":"trainers","mandatory":true,"toDo":"Do it."}""")!.AsObject();
        foreach (var (name, value) in JsonNode.Parse($"{{{change}}}")!.AsObject().ToList())
        {
            item[name] = value?.DeepClone();
        }

        var error = Assert.Single(ErrorsWith(("enrollment.checklist.items", $"[{item.ToJsonString()}]")));

        Assert.Equal($"$.enrollment.checklist.items[0].{path}", error.Path);
        Assert.Contains(rule, error.Message);
    }

    [Fact]
    public void An_item_that_is_there_twice_and_a_class_of_two_items_are_refused()
    {
        const string Item = """{"id":"a","name":"A","kind":"class","ownerRole":"trainers","mandatory":true,"toDo":"Do it.","classIds":["X"]}""";

        Assert.Equal(
            ["$.enrollment.checklist.items[1].id", "$.enrollment.checklist.items[1].classIds[0]"],
            ErrorsWith(("enrollment.checklist.items", $"[{Item},{Item}]")).Select(error => error.Path));
    }

    [Fact]
    public void Every_error_is_told_at_once()
    {
        var errors = ErrorsWith(
            ("brand.colour", "1"), ("mail.replyTo", "\"nobody\""), ("links.progressDays", "1"), ("calendars.named.office.timeZone", "\"X/Y\""));

        Assert.Equal(
            ["$.brand.colour", "$.calendars.named.office.timeZone", "$.links.progressDays", "$.mail.replyTo"],
            errors.Select(e => e.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_calendar_that_is_there_twice_is_refused()
    {
        var text = PolicyText.With().Replace("\"named\":{", "\"named\":{\"office\":{\"timeZone\":\"Asia/Kolkata\",\"aroundTheClock\":true},", StringComparison.Ordinal);

        Assert.Equal("$.calendars.named.office: must not be there twice", $"{Assert.Single(Assert.Throws<PolicyException>(() => PolicyReader.Read(text)).Errors)}");
    }

    [Fact]
    public void A_year_full_of_holidays_is_refused()
    {
        var days = Enumerable.Range(0, 61).Select(day => $$"""{"date":"{{new DateOnly(2027, 1, 1).AddDays(day):yyyy-MM-dd}}","name":"Closed"}""");

        var error = Assert.Single(ErrorsWith(("calendars.named.office.holidays", $"[{string.Join(',', days)}]")));

        Assert.StartsWith("$.calendars.named.office.holidays: must have at most 60 holidays in a year", $"{error}");
        Assert.EndsWith("got 61 in 2027", error.Message);
    }

    [Fact]
    public void A_missing_section_and_a_repeated_one_are_refused()
    {
        var errors = Assert.Throws<PolicyException>(() => PolicyReader.Read("""{"links":{"progressDays":90},"links":{"progressDays":90}}""")).Errors;

        Assert.Contains(errors, e => e is { Path: "$.links", Message: "must not be there twice" });
        Assert.Contains(errors, e => e is { Path: "$.brand", Message: "must be there" });
    }

    [Theory]
    [InlineData("", "must be JSON")]
    [InlineData("{", "must be JSON")]
    [InlineData("[]", "must be a JSON object")]
    public void What_is_no_JSON_object_is_refused(string text, string rule) =>
        Assert.Contains(rule, Assert.Throws<PolicyException>(() => PolicyReader.Read(text)).Message);

    [Fact]
    public void A_missing_file_is_refused_with_the_place_where_it_was_looked_for()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "nowhere", "policies.json");

        Assert.Contains(path, Assert.Throws<PolicyException>(() => PolicyReader.Load(path)).Message);
    }

    [Fact]
    public void The_message_lists_the_errors_a_line_each()
    {
        var error = Assert.Throws<PolicyException>(() => PolicyReader.Read(PolicyText.With(("links.progressDays", "1"))));

        Assert.Equal("policies.json can't be used:\n  $.links.progressDays: must be from 30 to 3650; got 1", error.Message.ReplaceLineEndings("\n"));
    }

    static IReadOnlyList<PolicyError> ErrorsWith(params (string Member, string Value)[] changes) =>
        Assert.Throws<PolicyException>(() => PolicyReader.Read(PolicyText.With(changes))).Errors;
}

using System.Text.RegularExpressions;
using Local.Email;
using MemberServices.Onboarding.Applying;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenAnOfficeIsChosen : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Theory]
    [InlineData("lakeview", "lakeview")]
    [InlineData("LakeView", "lakeview")]
    [InlineData("nowhere", "")]
    [InlineData("../x", "")]
    [InlineData("", "")]
    public async Task An_address_chooses_it_beforehand(string asked, string chosen)
    {
        Assert.Equal(chosen, (await mls.Opens($"/enroll?officeKey={asked}")).Form.Fields["officeKey"]);
        await mls.AddsOffices(OfficeChoice.MostInList);

        var many = await mls.Opens($"/enroll?officeKey={asked}");

        Assert.Equal(chosen, many.MustBe(200).Form.Fields.GetValueOrDefault("officeKey", ""));
        Assert.Equal(chosen.Length > 0, many.Words.Contains("Lakeview Realty"));
    }

    [Fact]
    public async Task A_few_are_listed_and_who_misses_theirs_is_told_what_to_do()
    {
        await mls.AddsOffices(OfficeChoice.MostInList - 3);

        var page = await mls.Opens("/enroll");

        Assert.Equal(OfficeChoice.MostInList, Regex.Count(page.Source[..page.Source.IndexOf("id=\"memberType\"", StringComparison.Ordinal)], "<option value=\"(office-|lakeview|hill|solo)"));
        Assert.Contains("Your office isn’t there? Write to", page.Words);
    }

    [Fact]
    public async Task Of_many_the_form_finds_some_and_keeps_what_was_typed()
    {
        await mls.AddsOffices(40);
        var form = (await mls.Opens("/enroll")).Form;
        Assert.False(form.Fields.ContainsKey("officeKey"));
        var filled = Cast.Jane.Fields().Where(field => field.Key != "officeKey").Aggregate(form, (at, field) => at.With(field.Key, field.Value));

        var found = await mls.Sends(filled.With("officeSearch", "lake").With("find", "offices"));

        Assert.Contains("One office matches “lake”", found.MustBe(200).Words);
        Assert.Contains("isn’t there? Write to", found.Words);
        Assert.All(filled.Fields.Where(field => !field.Key.StartsWith("office", StringComparison.Ordinal)), field => Assert.Equal(field.Value, found.Form.Fields[field.Key]));
        Assert.Equal(0, mls.Machine.Part<Inbox>().Count);

        // Nothing is chosen yet, so it isn't sent by accident.
        Assert.Contains("Choose your office", (await mls.Sends(found.Form)).MustBe(400).Words);
        (await mls.Sends(found.Form.With("officeKey", "lakeview"))).MustBe(303);
        Assert.Equal(1, mls.Inbox(Cast.Jane).Count);
    }

    [Fact]
    public async Task A_name_that_was_typed_and_not_looked_for_is_looked_for_when_the_form_is_sent()
    {
        await mls.AddsOffices(40);
        var form = (await mls.Opens("/enroll")).Form;

        var page = await mls.Sends(form.With("officeSearch", "office 02"));

        Assert.Contains("10 offices match “office 02”", page.MustBe(200).Words);
    }

    [Fact]
    public async Task At_most_twenty_are_shown_and_who_finds_none_is_told_so()
    {
        await mls.AddsOffices(40);
        var form = (await mls.Opens("/enroll")).Form;

        var many = await mls.Sends(form.With("officeSearch", "office"));
        var none = await mls.Sends(form.With("officeSearch", "<b>castle</b>"));

        Assert.Contains("More than 20 offices match “office”", many.Words);
        Assert.Equal(20, Regex.Count(many.Source, "name=\"officeKey\""));
        Assert.Contains("No office matches “<b>castle</b>”. Try a shorter part", none.Words);
        Assert.DoesNotContain("<b>castle", none.Source);
    }

    [Fact]
    public async Task The_one_that_was_chosen_stays_through_another_search_and_through_errors()
    {
        await mls.AddsOffices(40);
        var form = (await mls.Opens("/enroll?officeKey=solo")).Form;

        var other = await mls.Sends(form.With("officeSearch", "lake"));
        var wrong = await mls.Sends(other.Form.With("memberFullName", ""));

        Assert.Equal("solo", other.Form.Fields["officeKey"]);
        Assert.Equal("solo", wrong.MustBe(400).Form.Fields["officeKey"]);
        Assert.Contains("Lakeview Realty", wrong.Words);
    }

    [Fact]
    public async Task No_page_lists_hundreds_and_a_search_counts_for_its_address()
    {
        await mls.AddsOffices(600);
        var form = (await mls.Opens("/enroll")).Form;
        var sizes = new List<int>();
        for (var i = 0; i < Rendering.Policies.Forms.PerAddress.Count; i++)
        {
            var page = await mls.Sends(form.With("officeSearch", i % 2 == 0 ? "office" : ""));
            page.MustBe(i % 2 == 0 ? 200 : 400);
            sizes.Add(page.Source.Length);
        }

        var late = await mls.Sends(form.With("officeSearch", "lake").With("find", "offices"));

        Assert.Equal("lake", late.MustBe(429).Form.Fields["officeSearch"]);
        Assert.All(sizes.Append(late.Source.Length).Append((await mls.Opens("/enroll")).Source.Length), size => Assert.InRange(size, 1, 30_000));
        Assert.DoesNotContain("office-300", late.Source);
    }
}

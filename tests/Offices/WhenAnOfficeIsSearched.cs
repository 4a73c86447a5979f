using System.Text.Json;
using MemberServices.Offices;

namespace MemberServices.Tests.Offices;

public sealed class WhenAnOfficeIsSearched
{
    static readonly Office Cafe = new("cafe-1", "Caf\u00E9 & O\u2019Brien Homes, LLC", [Cast.Bob], "bob", [], "OH-12");

    [Theory]
    [InlineData("caf\u00E9")]
    [InlineData("CAFE")]
    [InlineData("homes cafe")]
    [InlineData("obrien")]
    [InlineData("O'Brien")]
    [InlineData("  hom,  LL ")]
    [InlineData("cafe-1")]
    [InlineData("oh-12")]
    [InlineData("OH12")]
    [InlineData("12")]
    public void Words_of_its_name_its_key_or_its_number_find_it(string typed) => Assert.True(new OfficeSearch(typed).Finds(Cafe));

    [Theory]
    [InlineData("")]
    [InlineData("  &,")]
    [InlineData("rien")]
    [InlineData("cafe realty")]
    [InlineData("OH-1 homes realty")]
    public void Other_words_do_not(string typed) => Assert.False(new OfficeSearch(typed).Finds(Cafe));

    [Fact]
    public void The_one_that_was_named_comes_first()
    {
        Office Named(string key, string name) => Cafe with { OfficeKey = key, OfficeName = name, OfficeMlsId = null };
        Office[] all = [Named("a", "Hill Oak"), Named("b", "Oak Hill"), Named("c", "Oakland"), Named("oak", "Zed Homes")];

        Assert.Equal(["oak", "b", "c", "a"], new OfficeSearch("oak").Order(all.Where(new OfficeSearch("oak").Finds)).Select(office => office.OfficeKey));
    }

    [Fact]
    public async Task Systems_read_all_of_them_page_by_page()
    {
        await using var mls = await Mls.StartAsync();
        await mls.AddsOffices(60);

        var keys = new List<string>();
        var pages = 0;
        for (var next = "/api/offices?take=30"; next is not null; pages++)
        {
            var page = await Asks(mls, next);
            keys.AddRange(page.GetProperty("offices").EnumerateArray().Select(office => office.GetProperty("officeKey").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(3, pages);
        Assert.Equal(63, keys.Count);
        Assert.Equal(keys.Order(StringComparer.Ordinal).Distinct(), keys);
        Assert.Equal(50, (await Asks(mls, "/api/offices")).GetProperty("offices").GetArrayLength());
    }

    [Fact]
    public async Task Systems_search_too()
    {
        await using var mls = await Mls.StartAsync();
        await mls.AddsOffices(60);

        var first = await Asks(mls, "/api/offices?q=office%200&take=40");
        var second = await Asks(mls, first.GetProperty("next").GetString()!);

        Assert.Equal((40, 20), (first.GetProperty("offices").GetArrayLength(), second.GetProperty("offices").GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal("lakeview", Assert.Single((await Asks(mls, "/api/offices?q=Lakeview")).GetProperty("offices").EnumerateArray()).GetProperty("officeKey").GetString());
        Assert.Empty((await Asks(mls, "/api/offices?q=%26")).GetProperty("offices").EnumerateArray());
    }

    [Theory]
    [InlineData("take=0", "take")]
    [InlineData("take=201", "take")]
    [InlineData("take=x", "take")]
    [InlineData("after=..", "after")]
    [InlineData("q=a%00b", "q")]
    public async Task A_wrong_parameter_is_named(string query, string field)
    {
        await using var mls = await Mls.StartAsync();

        using var answer = await mls.Api.GetAsync($"/api/offices?{query}", TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(field, Assert.Single((await Mls.Json(answer)).GetProperty("errors").EnumerateArray()).GetProperty("field").GetString());
    }

    [Fact]
    public async Task An_application_for_an_office_that_is_none_is_not_answered_with_all_there_are()
    {
        await using var mls = await Mls.StartAsync();
        await mls.AddsOffices(60);

        using var answer = await mls.SendsToTheApi(Cast.Jane with { OfficeKey = "nowhere" });

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.DoesNotContain("office-0", text);
        Assert.True(text.Length < 1000, text);
    }

    static async Task<JsonElement> Asks(Mls mls, string address)
    {
        using var answer = await mls.Api.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)answer.StatusCode);
        return await Mls.Json(answer);
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using MemberServices.Contacts;
using MemberServices.People;

namespace MemberServices.Tests.Contacts;

/// <summary>By a survey, a call from a list or a notice for information: what nobody asked for.</summary>
public sealed class WhenSomebodyIsContacted : IAsyncLifetime
{
    static readonly Contacted Jane = Contacted.Person("M-1");

    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task It_is_four_times_in_any_thirty_days()
    {
        for (var i = 1; i <= 4; i++)
        {
            Assert.True(await Spends(Jane, $"survey-{i}"));
            await mls.Advance(days: 1);
        }

        Assert.False(await Spends(Jane, "survey-5"));
        Assert.Equal(new BudgetView(4, Mls.MondayMorning.AddDays(30)), await mls.Budget.ReadAsync(Jane, TestContext.Current.CancellationToken));
        await mls.Advance(Mls.MondayMorning.AddDays(30) - mls.Now);
        Assert.True(await Spends(Jane, "survey-6"));
        Assert.False(await Spends(Jane, "survey-7"));
        Assert.True(await Spends(Contacted.Person("M-2"), "survey-7"));
    }

    [Fact]
    public async Task The_same_again_is_answered_as_the_first_and_spent_once()
    {
        foreach (var what in new[] { "a", "a", "b", "b", "c", "d", "a" })
        {
            Assert.True(await Spends(Jane, what));
        }
        Assert.False(await Spends(Jane, "e"));
        await mls.Advance(days: 31);

        Assert.False(await Spends(Jane, "e"));
        Assert.True(await Spends(Jane, "a"));
        Assert.Equal(0, (await mls.Budget.ReadAsync(Jane, TestContext.Current.CancellationToken)).Spent);
    }

    [Fact]
    public async Task What_came_to_nothing_is_given_back_once()
    {
        foreach (var what in new[] { "a", "b", "c", "d" })
        {
            await Spends(Jane, what);
        }
        await mls.Budget.RefundAsync(Jane, "b", TestContext.Current.CancellationToken);
        await mls.Budget.RefundAsync(Jane, "b", TestContext.Current.CancellationToken);
        await mls.Budget.RefundAsync(Jane, "never", TestContext.Current.CancellationToken);

        Assert.True(await Spends(Jane, "b"));
        Assert.Equal(3, (await mls.Budget.ReadAsync(Jane, TestContext.Current.CancellationToken)).Spent);
        Assert.True(await Spends(Jane, "e"));
        Assert.False(await Spends(Jane, "f"));
    }

    [Fact]
    public async Task Those_who_spend_at_once_tell_their_times_in_any_order()
    {
        foreach (var days in new[] { 20, 0, 10, 5 })
        {
            Assert.True(await mls.Budget.TrySpendAsync(Jane, $"day-{days}", mls.Now.AddDays(days), TestContext.Current.CancellationToken));
        }

        Assert.False(await mls.Budget.TrySpendAsync(Jane, "between", mls.Now.AddDays(1), TestContext.Current.CancellationToken));
        Assert.False(await mls.Budget.TrySpendAsync(Jane, "before", mls.Now.AddDays(-9), TestContext.Current.CancellationToken));
        Assert.True(await mls.Budget.TrySpendAsync(Jane, "long-before", mls.Now.AddDays(-10), TestContext.Current.CancellationToken));
        Assert.True(await mls.Budget.TrySpendAsync(Jane, "after", mls.Now.AddDays(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_member_and_their_mailboxes_are_one_person()
    {
        var mailbox = Contacted.Mailbox("JANE+a@example.com");
        Assert.True(await Spends(mailbox, "a"));
        Assert.True(await Spends(Contacted.Mailbox("jane@example.com"), "b"));
        await mls.SaysMember(Cast.Jane, key: "M-1");

        Assert.Equal(2, (await mls.Budget.ReadAsync(Jane, TestContext.Current.CancellationToken)).Spent);
        Assert.True(await Spends(Jane, "a"));
        Assert.True(await Spends(Jane, "c"));
        await mls.Advance(minutes: 1);
        await mls.SaysMember(Cast.Jane with { MemberEmail = "jane@new.example" }, key: "M-1");
        Assert.True(await Spends(Contacted.Mailbox("jane@new.example"), "d"));
        Assert.False(await Spends(mailbox, "e"));
        Assert.False(await Spends(Jane, "f"));
        Assert.Equal(4, (await mls.Budget.ReadAsync(mailbox, TestContext.Current.CancellationToken)).Spent);
    }

    [Fact]
    public async Task Whoever_looks_a_person_up_sees_what_is_spent_and_when_there_is_room()
    {
        await mls.SaysMember(Cast.Jane, key: "M-1");
        var none = await Contacts();
        for (var i = 0; i < 4; i++)
        {
            await Spends(Jane, $"{i}");
        }

        Assert.Equal((0, 4, 30, mls.Now), none);
        Assert.Equal((4, 4, 30, mls.Now.AddDays(30)), await Contacts());
    }

    [Fact]
    public async Task An_id_that_is_none_is_refused() => await Assert.ThrowsAsync<ArgumentException>(() => Spends(Jane, "a b"));

    [Fact]
    public async Task It_is_in_their_export_and_goes_with_them_and_with_time()
    {
        await mls.Says("interaction.logged", Mls.Call(("memberKey", null), ("email", Cast.Quilla.MemberEmail)));
        await Spends(Contacted.Mailbox(Cast.Quilla.MemberEmail), "survey-1");
        var key = KnownPerson.KeyOf(Cast.Quilla.MemberEmail);
        var export = await mls.Api.GetFromJsonAsync<JsonElement>($"/api/people/{key}/export", TestContext.Current.CancellationToken);
        Assert.Equal("survey-1", Assert.Single(export.GetProperty("data").GetProperty("contact-budget").EnumerateArray()).GetProperty("what").GetString());

        await mls.Erases(key);
        await mls.Advance(hours: 1);
        Assert.DoesNotContain(mls.Rows(), row => row.Contains("survey-1"));

        await Spends(Jane, "survey-2");
        await mls.Advance(days: 62);
        Assert.DoesNotContain(mls.Rows(), row => row.Contains("survey-2"));
    }

    Task<bool> Spends(Contacted who, string what) => mls.Budget.TrySpendAsync(who, what, mls.Now, TestContext.Current.CancellationToken);

    async Task<(int Spent, int Budget, int Days, DateTimeOffset NextFreeAt)> Contacts()
    {
        var found = await mls.Api.GetFromJsonAsync<JsonElement>("/api/people?email=jane@example.com", TestContext.Current.CancellationToken);
        var contacts = Assert.Single(found.GetProperty("people").EnumerateArray()).GetProperty("contacts");
        return (contacts.GetProperty("spent").GetInt32(), contacts.GetProperty("budget").GetInt32(), contacts.GetProperty("days").GetInt32(), contacts.GetProperty("nextFreeAt").GetDateTimeOffset());
    }
}

using MemberServices.Onboarding;
using MemberServices.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Onboarding;

/// <summary>From the same tab, after the back button: the same token, the same content.</summary>
public sealed class WhenTheSameFormIsSentAgain : IAsyncLifetime
{
    Mls mls = null!;
    Form form = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        form = await mls.FillsIn(Cast.Jane);
        await mls.Sends(form);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task A_live_case_goes_on_and_nothing_is_sent()
    {
        await mls.Confirms(Cast.Jane);
        var (hers, his) = (mls.Inbox(Cast.Jane).Count, mls.Inbox(Cast.Bob).Count);

        Assert.Equal(303, (await mls.Sends(form)).Status);
        // The draft is forgotten by then, the case isn't.
        await mls.Advance(days: 9);
        (hers, his) = (mls.Inbox(Cast.Jane).Count, mls.Inbox(Cast.Bob).Count);
        Assert.Equal(303, (await mls.Sends(form)).Status);

        Assert.Equal((hers, his), (mls.Inbox(Cast.Jane).Count, mls.Inbox(Cast.Bob).Count));
    }

    [Fact]
    public async Task After_the_end_of_its_case_it_starts_anew_each_time()
    {
        var numbers = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(i + 1, Confirmations);
            await mls.Confirms(Cast.Jane);
            numbers.Add(Mailbox.Case(mls.Inbox(Cast.Jane).Latest));
            await mls.Declines(Cast.Bob, "Not yet.");
            await mls.Sends(form);
            await mls.Sends(form);
        }

        Assert.Equal(3, numbers.Distinct().Count());
        Assert.Equal(4, Confirmations);
        Assert.Contains("Did you apply?", (await mls.Opens(mls.Inbox(Cast.Jane).Link("Open the application"))).Words);
    }

    [Fact]
    public async Task The_link_of_the_one_before_still_tells_of_that_one()
    {
        var first = mls.Inbox(Cast.Jane).Link("Open the application");
        await mls.Confirms(Cast.Jane);
        var number = Mailbox.Case(mls.Inbox(Cast.Jane).Latest);
        await mls.Declines(Cast.Bob, "Not yet.");

        await mls.Sends(form);

        Assert.Contains($"Your reference is {number}", (await mls.Opens(first)).Words);
    }

    [Fact]
    public async Task After_its_link_has_expired_a_new_one_comes()
    {
        await mls.Advance(days: 3);

        await mls.Sends(form);
        await mls.Sends(form);

        Assert.Equal(2, Confirmations);
        await mls.Confirms(Cast.Jane);
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
    }

    [Fact]
    public async Task After_a_no_the_mailbox_has_its_rest_and_then_it_starts_anew()
    {
        await mls.Confirms(Cast.Jane, "no");
        Assert.Equal(303, (await mls.Sends(form)).Status);
        Assert.Equal(1, Confirmations);

        await mls.Advance(days: 30);
        await mls.Sends(form);

        Assert.Equal(2, Confirmations);
        await mls.Confirms(Cast.Jane);
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
    }

    [Fact]
    public async Task What_was_refused_because_of_another_application_can_be_asked_again()
    {
        await mls.Sends(await mls.FillsIn(Cast.Eve with { OfficeKey = "solo" }));
        await mls.Confirms(Cast.Eve);
        Assert.Contains("under way", (await mls.Confirms(Cast.Jane)).Words);

        await mls.Sends(form);

        Assert.Equal(2, Confirmations);
    }

    [Fact]
    public async Task It_counts_for_its_mailbox_as_any_other()
    {
        var most = Rendering.Policies.Forms.PerMailbox.Count;
        for (var i = 1; i < most; i++)
        {
            await mls.Confirms(Cast.Jane);
            await mls.Declines(Cast.Bob, "Not yet.");
            Assert.Equal(303, (await mls.Sends(form)).Status);
        }
        await mls.Confirms(Cast.Jane);
        await mls.Declines(Cast.Bob, "Not yet.");

        Assert.Equal(429, (await mls.Sends(form)).Status);
    }

    [Fact]
    public async Task Where_nothing_is_confirmed_a_new_case_is_opened()
    {
        await using var other = await Mls.StartAsync(app => app.Services.AddSingleton(Rendering.Policies.Enrollment with { ConfirmEmail = false }));
        var sent = await other.FillsIn(Cast.Jane);
        await other.Sends(sent);
        await other.Sends(sent);
        Assert.Equal(1, other.Inbox(Cast.Bob).Count);
        var first = Mailbox.Case(other.Inbox(Cast.Jane).Latest);
        await other.Declines(Cast.Bob, "Not yet.");

        await other.Sends(sent);
        await other.Sends(sent);

        var second = Mailbox.Case(other.Inbox(Cast.Jane).Latest);
        Assert.NotEqual(first, second);
        Assert.Null((await other.Enrollment(second)).End);
    }

    int Confirmations => mls.Inbox(Cast.Jane).All.Count(mail => Mailbox.Has("Open the application")(mail));
}

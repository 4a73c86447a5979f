using MemberServices.Surveys;
using MemberServices.Surveys.Choosing;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Surveys;

public sealed class WhenAMailboxIsShared : IAsyncLifetime
{
    const string Office = "office@hill-country.example";

    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Its_readers_are_asked_as_often_as_one_person()
    {
        Assert.True(await Claims("1001", Office, "SV-1"));
        Assert.False(await Claims("1002", Office, "SV-2"));
        Assert.True(await Claims("1001", Office, "SV-1"));

        await mls.Advance(days: 31);
        Assert.True(await Claims("1002", Office, "SV-2"));
    }

    [Fact]
    public async Task Whoever_came_to_it_after_they_were_asked_keeps_nobody_from_being_asked()
    {
        Assert.True(await Claims("1001", "jane@example.com", "SV-1"));
        await mls.Advance(days: 5);
        Assert.False(await Claims("1001", Office, "SV-2"));

        Assert.True(await Claims("1002", Office, "SV-3"));
    }

    Task<bool> Claims(string member, string email, string survey) =>
        mls.Services.GetRequiredService<SurveyedPeople>().TryClaimAsync(new SurveyedPerson(member, "Jane Doe", email, "America/Chicago"), survey, mls.Now, 30, TestContext.Current.CancellationToken);
}

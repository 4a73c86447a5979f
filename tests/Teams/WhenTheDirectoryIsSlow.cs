using System.Net;
using MemberServices.Teams;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Teams;

/// <summary>Teams waits five seconds; here it is a tenth of one, so that a test needn't.</summary>
public sealed class WhenTheDirectoryIsSlow : IAsyncLifetime
{
    readonly Gate gate = new();
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync(app =>
    {
        app.Services.AddSingleton(new TeamsPatience(TimeSpan.FromMilliseconds(100)));
        app.Services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Held(gate)));
    });

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task The_answer_comes_at_once_and_the_result_in_the_channel_of_their_role()
    {
        var activity = await mls.ActivityOf(Cast.Sarah, Mls.Enroll(Cast.Jane));
        gate.Close();

        var first = await Sends(activity);
        var again = await Sends(activity);
        gate.Open();
        await mls.Settle();

        Assert.Equal("Working on it", first.Title);
        Assert.Equal(first.All, again.All);
        var card = Assert.Single(mls.CardsIn("Level1"));
        Assert.EndsWith("is opened for Jane Doe", card.Title);
        Assert.StartsWith("For Sarah Lindqvist, who asked: enroll name: Jane Doe", card.Texts[1]);
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
    }

    [Fact]
    public async Task Whoever_has_no_role_by_then_is_answered_in_nobodys_channel()
    {
        var activity = await mls.ActivityOf(Cast.Sarah, Mls.Enroll(Cast.Jane));
        gate.Close();
        var first = await Sends(activity);
        await mls.TakesOut(Local.Graph.SampleStaff.Level1, Cast.Sarah);

        gate.Open();
        await mls.Settle();

        Assert.Equal("Working on it", first.Title);
        Assert.Empty(mls.Teams.Newest(null, 10));
        Assert.Equal(0, mls.Inbox(Cast.Bob).Count);
    }

    [Fact]
    public async Task A_directory_that_is_away_delays_it_until_it_is_back()
    {
        var activity = await mls.ActivityOf(Cast.Sarah, Mls.Enroll(Cast.Jane));
        mls.Graph.Faults.Refuse(503, times: 1000);
        var first = await Sends(activity);
        await mls.Advance(minutes: 3);
        Assert.Empty(mls.CardsIn("Level1"));

        mls.Graph.Faults.Clear();
        await mls.Advance(minutes: 3);

        Assert.Equal("Working on it", first.Title);
        Assert.EndsWith("is opened for Jane Doe", Assert.Single(mls.CardsIn("Level1")).Title);
        Assert.Empty(mls.DeadLetters(MemberServices.Messages.Bus.Teams));
    }

    async Task<TeamsCard> Sends(byte[] activity)
    {
        using var answer = await mls.SendsToTeams(activity, mls.Teams.Sign(activity));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new TeamsCard((await Mls.Json(answer)).GetProperty("attachments")[0].GetProperty("content"));
    }

    sealed class Gate
    {
        TaskCompletionSource held = Opened();

        public Task Opens => held.Task;

        public void Close() => held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => held.TrySetResult();

        static TaskCompletionSource Opened()
        {
            var opened = new TaskCompletionSource();
            opened.SetResult();
            return opened;
        }
    }

    sealed class Held(Gate gate) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await gate.Opens.WaitAsync(cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}

using Local;
using Local.Graph;
using Microsoft.Graph;
using Microsoft.Graph.Models;

namespace MemberServices.Tests.Graph;

public sealed class WhenGraphFails : IAsyncDisposable
{
    readonly LocalMachine machine = new(start: new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));

    FaultPlan Faults => machine.Part<LocalGraph>().Faults;

    [Fact]
    public async Task It_says_when_to_come_back()
    {
        Faults.Refuse(429, retryAfter: TimeSpan.FromSeconds(17));

        var refused = await WhenTheAppCallsGraph.Refused(429, "TooManyRequests", () => Client().Users.GetAsync());

        Assert.Equal("17", refused.ResponseHeaders["Retry-After"].Single());
        await Client().Users.GetAsync();
    }

    [Fact]
    public async Task Only_the_requests_meant_are_hit()
    {
        Faults.Refuse(403, on: "POST /v1.0/invitations");

        await Client().Users.GetAsync();
        await WhenTheAppCallsGraph.Refused(
            403, "Authorization_RequestDenied", () => Client().Invitations.PostAsync(WhenTheAppCallsGraph.Invitation("jane@example.org")));

        Assert.Empty(await Guests());
    }

    [Fact]
    public async Task A_lost_answer_leaves_what_was_done_and_trying_again_adds_nothing()
    {
        Faults.LoseAnswer(on: "invitations");

        await Assert.ThrowsAsync<HttpRequestException>(() => Client().Invitations.PostAsync(WhenTheAppCallsGraph.Invitation("jane@example.org")));
        var jane = Assert.Single(await Guests());
        var again = await Client().Invitations.PostAsync(WhenTheAppCallsGraph.Invitation("jane@example.org"));

        Assert.Equal(jane.Id, again!.InvitedUser!.Id);
    }

    [Fact]
    public async Task Faults_can_be_taken_back()
    {
        Faults.Refuse(503, times: 100);
        await WhenTheAppCallsGraph.Refused(503, "ServiceUnavailable", () => Client().Users.GetAsync());

        Faults.Clear();

        await Client().Users.GetAsync();
    }

    public ValueTask DisposeAsync() => machine.DisposeAsync();

    Task<List<User>> Guests() => WhenTheAppCallsGraph.Guests(Client());

    GraphServiceClient Client() => WhenTheAppCallsGraph.Client(machine);
}

using MemberServices.Onboarding;

namespace MemberServices.Tests.Worker;

public sealed class WhenABrokerIsAsked(RunningApp app)
{
    [Fact]
    public async Task The_link_in_the_mail_shows_the_question()
    {
        var opened = await Case.OpenAsync(app);

        var answer = await app.AskAsync(HttpMethod.Get, $"/approvals/{opened.ApprovalToken}");

        answer.MustBe(200, "Is this your agent?");
    }

    [Fact]
    public async Task A_form_without_a_choice_comes_back()
    {
        var opened = await Case.OpenAsync(app);

        var answer = await SendAsync(opened, []);

        answer.MustBe(400, "Choose one of the answers.");
    }

    [Fact]
    public async Task The_decision_is_raised_to_the_enrollment()
    {
        var opened = await Case.OpenAsync(app);

        var answer = await SendAsync(opened, [new("decision", "approve"), new("confirmed", "yes")]);

        answer.MustBe(303);
        var raised = Assert.Single((await app.HostAsync()).Durable.Raised, raised => raised.InstanceId == opened.Id.ToString());
        Assert.Equal("Changed", raised.Name);
        var record = await Case.Table(await app.OpenTablesAsync()).GetAsync(opened.Id);
        Assert.Equal(HttpFunction.Client, record.OutcomeOf(1)?.From?.IpAddress);
        (await app.AskAsync(HttpMethod.Get, $"/approvals/{opened.ApprovalToken}")).MustBe(200, "This application was approved");
    }

    Task<Answer> SendAsync(Case opened, KeyValuePair<string, string>[] fields) =>
        app.AskAsync(HttpMethod.Post, $"/approvals/{opened.ApprovalToken}", new FormUrlEncodedContent(fields));
}

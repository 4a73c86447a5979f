using System.Text.Json;
using MemberServices.Onboarding;
using MemberServices.Policies;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenFinanceSetsUpTheBilling : IAsyncLifetime
{
    const string Commands = "commands";

    Mls mls = null!;
    string id = "";

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        mls.SystemsAreSilent("finance");
        id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task They_are_asked_and_the_applicant_knows_what_comes()
    {
        Assert.Equal(["billing.setup.requested"], mls.RequestsTo("finance"));
        Assert.Equal("Jane Doe (TX-123456)", Assert.Single(mls.Systems.Requests()).Who);
        Assert.Equal("billing", (await mls.Enrollment(id)).Stage);
        Assert.Contains("Our finance team has to set up your billing", (await Page()).Words);
        Assert.Contains("Next, our finance team sets up your billing", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.Contains("never send a card number", mls.Inbox(Cast.Jane).Latest.Text);
    }

    [Fact]
    public async Task Cleared_it_goes_on_to_the_end_however_often_they_say_so()
    {
        await Clears();
        await Clears();

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Single(await mls.Happenings(Cast.Jane), "billing.cleared");
        Assert.Contains("Your billing was set up", (await Page()).Words);
        Assert.DoesNotContain("answer.set-aside", await mls.Happenings(Cast.Jane));
        Assert.Empty(mls.DeadLetters(Commands));
    }

    [Fact]
    public async Task Refused_finance_have_work_the_applicant_hears_without_the_reason_and_it_may_still_be_cleared()
    {
        await Refuses("Card 4111 1111 1111 1111 was declined for $120");
        await Refuses("Card 4111 1111 1111 1111 was declined for $120");

        var work = Assert.Single(await mls.WorkItems(StaffRoles.Finance));
        Assert.Contains("Settle the billing of Jane Doe (TX-123456): Card", work.Title);
        Assert.DoesNotContain("4111 1111", work.Title);
        var mail = Assert.Single(mls.Inbox(Cast.Jane).All, each => each.Subject.Contains("could not be set up yet"));
        Assert.DoesNotContain("declined", mail.Text);
        Assert.DoesNotContain("120", mail.Text.Split("Reference")[0].Replace("123456", ""));
        Assert.Contains("+1 312-555-0100", mail.Text);
        Assert.Equal("billing", (await mls.Enrollment(id)).Stage);

        await Refuses("The account is closed");
        Assert.Equal(2, (await mls.WorkItems(StaffRoles.Finance)).Count);

        await Clears();
        Assert.Empty(await mls.WorkItems(StaffRoles.Finance));
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task A_refusal_after_it_was_cleared_changes_nothing_and_finance_see_what_is_true()
    {
        await Clears();

        await Refuses("Not paid after all");
        await Refuses("Not paid after all", messageId: "again-later");

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Contains("refused after it had been cleared", Assert.Single(await mls.WorkItems(StaffRoles.Finance)).Title);
        Assert.Contains("answer.set-aside", await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public async Task Silence_reminds_the_applicant_asks_finance_gives_a_last_notice_and_ends()
    {
        await mls.Advance(days: 8);
        Assert.Equal(1, Reminders());
        await mls.Advance(days: 3);
        Assert.Equal(2, Reminders());
        Assert.Empty(await mls.WorkItems(StaffRoles.Finance));
        await mls.Advance(days: 4);
        Assert.Contains("it isn't settled yet", Assert.Single(await mls.WorkItems(StaffRoles.Finance)).Title);
        await mls.Advance(days: 27);
        Assert.Contains("Time is almost over", mls.Inbox(Cast.Jane).Latest.Subject);
        await mls.Advance(days: 2);

        Assert.Equal(EnrollmentEnd.Expired, (await mls.Enrollment(id)).End!.End);
        Assert.Contains("was not set up in time", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.Empty(await mls.WorkItems(StaffRoles.Finance));

        int Reminders() => mls.Inbox(Cast.Jane).All.Count(mail => mail.Subject.Contains("billing for Lakeshore MLS isn’t set up"));
    }

    [Fact]
    public async Task Money_that_comes_after_the_end_is_somebodys_work_once()
    {
        await mls.Withdraws(id);

        await Clears(messageId: "late");
        await Clears(messageId: "late");
        await Refuses("No account");

        Assert.Contains("give back what was paid", Assert.Single(await mls.WorkItems(StaffRoles.Finance)).Title);
        Assert.Equal(EnrollmentEnd.Withdrawn, (await mls.Enrollment(id)).End!.End);
        Assert.Equal(2, (await mls.Happenings(Cast.Jane)).Count(type => type == "answer.set-aside"));
    }

    [Fact]
    public async Task Staff_clear_it_by_hand_with_a_reason()
    {
        using var without = await mls.Intervenes(id, "clear", new { by = Cast.Sarah.Email });
        Assert.Equal(400, (int)without.StatusCode);

        using var cleared = await mls.Intervenes(id, "clear", new { by = Cast.Sarah.Email, reason = "Paid by check" });

        Assert.Equal(202, (int)cleared.StatusCode);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        await Clears();
        Assert.Empty(await mls.WorkItems(StaffRoles.Finance));
    }

    [Fact]
    public async Task Asked_again_an_answer_to_the_first_asking_counts()
    {
        await mls.Resends(id, "Finance lost it");
        Assert.Equal(["billing.setup.requested", "billing.setup.requested"], mls.RequestsTo("finance"));

        await Clears(step: 2);

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Theory]
    [InlineData("""{ "step": 2 }""", "data.caseId")]
    [InlineData("""{ "caseId": "nothing", "step": 2 }""", "data.caseId")]
    [InlineData("""{ "caseId": "EN-222222", "step": 2 }""", "data.caseId: must be an enrollment that there is")]
    [InlineData("""{ "caseId": "THIS", "step": 7 }""", "data.step: must be one that this answers: 2")]
    [InlineData("""{ "caseId": "THIS", "step": 1 }""", "data.step: must be one that this answers: 2")]
    [InlineData("""{ "caseId": "THIS", "step": "two" }""", "data.step")]
    [InlineData("""{ "caseId": "THIS" }""", "data.step: Repeat the step")]
    [InlineData("""[]""", "data: must be an object")]
    [InlineData("""{ "caseId": "THIS", "step": 2 }""", "data.reason: Say why", "billing.refused")]
    public async Task What_cannot_be_understood_is_set_aside_with_the_field(string data, string reason, string type = "billing.cleared")
    {
        await mls.Says(type, JsonSerializer.Deserialize<JsonElement>(data.Replace("THIS", id)));

        Assert.StartsWith(reason, Assert.Single(mls.DeadLetters(Commands)).Reason);
        Assert.Equal("billing", (await mls.Enrollment(id)).Stage);
    }

    Task Clears(int step = 2, string? messageId = null) => mls.Says("billing.cleared", new { caseId = id, step }, messageId);

    Task Refuses(string reason, string? messageId = null) => mls.Says("billing.refused", new { caseId = id, step = 2, reason }, messageId);

    Task<Html> Page() => mls.Opens(mls.Progress(Cast.Jane));
}

using MemberServices.Onboarding;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Onboarding;

public class WhenAnApplicantFollowsTheirLink
{
    [Fact]
    public async Task It_shows_the_stages_in_words_who_must_act_until_when_and_what_comes_next()
    {
        await using var mls = await Mls.StartAsync();
        await mls.Applies(Cast.Jane);

        var words = (await mls.Opens(mls.Progress(Cast.Jane))).Words;

        foreach (var part in new[] { "Received Done", "Broker approval Now", "Access Later", "Completed Later", "Bob Broker has to", "until the end of Friday, March 20", "Wednesday, March 4 We remind the broker", "Monday, March 9 We remind the broker for the last time" })
        {
            Assert.Contains(part, words);
        }
    }

    [Fact]
    public async Task It_tells_what_happened_with_dates_and_without_the_reasons_of_staff()
    {
        await using var mls = await Mls.StartAsync();
        var id = await mls.Applies(Cast.Jane);
        await mls.Advance(days: 3);
        await mls.Reassigns(id, Cast.Dana);
        await mls.Advance(hours: 1);
        (await mls.Sends((await mls.Opens(mls.Request(Cast.Dana))).Form.Choosing("give-back"))).MustBe(303);

        var page = await mls.Opens(mls.Progress(Cast.Jane));
        var history = page.Words[page.Words.IndexOf("What happened so far", StringComparison.Ordinal)..page.Words.IndexOf("What you applied for", StringComparison.Ordinal)];

        Assert.Equal(
            "What happened so far "
            + "Thu, Mar 5, 10:00 AM CST Bob Broker was asked to approve or decline the application "
            + "Thu, Mar 5, 10:00 AM CST Given back by Dana Deputy to Bob Broker "
            + "Thu, Mar 5, 9:00 AM CST Dana Deputy was asked to approve or decline the application "
            + "Thu, Mar 5, 9:00 AM CST Dana Deputy asked instead by Member services "
            + "Wed, Mar 4, 9:00 AM CST We reminded Bob Broker "
            + "Mon, Mar 2, 9:00 AM CST Bob Broker was asked to approve or decline the application "
            + "Mon, Mar 2, 9:00 AM CST Application received for Lakeview Realty ",
            history);
        Assert.DoesNotContain("The broker is away", page.Words);
        Assert.DoesNotContain(Cast.Sarah.Name, page.Words);
    }

    [Fact]
    public async Task Every_stage_has_its_dates()
    {
        await using var mls = await Mls.StartAsync();
        var id = await mls.Applies(Cast.Jane);
        Assert.Contains("Broker approval Now Bob Broker , since Mon, Mar 2, 9:00 AM CST", (await mls.Opens(mls.Progress(Cast.Jane))).Words);
        await mls.Advance(days: 1);
        await mls.Approves(Cast.Bob);

        var words = (await mls.Opens(mls.Progress(Cast.Jane))).Words;
        var stages = (await mls.Enrollment(id)).Stages;

        Assert.Contains("Received Done Jane Doe , Mon, Mar 2, 9:00 AM CST Broker approval Done Bob Broker , Tue, Mar 3, 9:00 AM CST", words);
        Assert.Equal([mls.Now.AddDays(-1), mls.Now.AddDays(-1)], stages.Take(2).Select(stage => stage.StartedAt!.Value));
        Assert.Equal([mls.Now.AddDays(-1), mls.Now], stages.Take(2).Select(stage => stage.EndedAt!.Value));
        Assert.All(stages.Skip(2), stage => Assert.Equal((mls.Now, mls.Now), (stage.StartedAt!.Value, stage.EndedAt!.Value)));
    }

    [Fact]
    public async Task It_shows_the_end_when_they_are_a_member()
    {
        await using var mls = await Mls.StartAsync();
        await mls.Applies(Cast.Jane);

        await mls.Approves(Cast.Bob);

        var words = (await mls.Opens(mls.Progress(Cast.Jane))).Words;
        Assert.Contains("You are a member", words);
        Assert.Contains("Completed Done", words);
    }

    [Fact]
    public async Task After_an_end_applying_again_is_one_click_to_a_form_that_is_filled_in()
    {
        await using var mls = await Mls.StartAsync();
        await mls.Applies(Cast.Jane);
        await mls.Advance(days: 21);

        var ended = await mls.Opens(mls.Progress(Cast.Jane));
        Assert.Contains("Your application has expired", ended.Words);
        var again = System.Text.RegularExpressions.Regex.Match(ended.Source, "class=\"button\" href=\"([^\"]*)\">Apply again").Groups[1].Value;
        var form = (await mls.Opens(System.Net.WebUtility.HtmlDecode(again))).Form;

        // The rules are agreed to anew.
        Assert.All(Cast.Jane.Fields().Where(field => field.Key != "rulesVersion"), field => Assert.Equal(field.Value, form.Fields[field.Key]));
        Assert.Equal(303, (await mls.Sends(form.With("rulesVersion", Cast.Jane.Fields()["rulesVersion"]))).Status);
        await mls.Confirms(Cast.Jane);
        Assert.Contains("Jane Doe", mls.Inbox(Cast.Bob).Latest.Subject);
        Assert.DoesNotContain("Expired", mls.Inbox(Cast.Bob).Latest.Subject);
    }

    [Fact]
    public async Task A_strangers_link_fills_in_nothing()
    {
        await using var mls = await Mls.StartAsync();
        await mls.Applies(Cast.Jane);
        var approval = mls.Request(Cast.Bob).Segments[^1];

        Assert.Equal("", (await mls.Opens($"/enroll?again={approval}")).Form.Fields["memberFullName"]);
        Assert.Equal("", (await mls.Opens("/enroll?again=x")).Form.Fields["memberFullName"]);
    }

    [Fact]
    public async Task A_link_that_is_over_says_so()
    {
        await using var mls = await Mls.StartAsync();
        await mls.Applies(Cast.Jane);
        var progress = mls.Progress(Cast.Jane);
        await mls.Advance(days: Rendering.Policies.Links.ProgressDays + 1);

        var page = await mls.Opens(progress);

        Assert.Equal(410, page.Status);
        Assert.Contains("This link has expired", page.Words);
    }

    [Fact]
    public async Task They_take_it_back_on_a_page_that_says_what_follows_and_the_broker_hears_of_it()
    {
        await using var mls = await Mls.StartAsync();
        var id = await mls.Applies(Cast.Jane);
        var progress = await mls.Opens(mls.Progress(Cast.Jane));
        var address = System.Text.RegularExpressions.Regex.Match(progress.Source, "href=\"([^\"]*/take-back)\"").Groups[1].Value;
        var page = await mls.Opens(address);
        Assert.Contains("Bob Broker is told that nothing needs to be done any more", page.Words);

        // Whoever sends the form as it came has said nothing.
        Assert.Equal(400, (await mls.Sends(page.Form)).Status);
        Assert.Null((await mls.Enrollment(id)).End);
        Assert.Equal(303, (await mls.Sends(page.Form.With("confirmed", "yes"))).Status);
        Assert.Equal(303, (await mls.Sends(page.Form.With("confirmed", "yes"))).Status);

        Assert.Equal(EnrollmentEnd.Withdrawn, (await mls.Enrollment(id)).End!.End);
        Assert.Contains("No longer needed", mls.Inbox(Cast.Bob).Latest.Subject);
        Assert.Contains("was withdrawn", (await mls.Opens(mls.Progress(Cast.Jane))).Words);
        Assert.DoesNotContain("Take back", (await mls.Opens(mls.Progress(Cast.Jane))).Words);
        Assert.NotEqual(id, await mls.Applies(Cast.Jane));
    }
}

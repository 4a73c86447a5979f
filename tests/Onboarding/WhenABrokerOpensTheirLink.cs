using Local.Email;
using MemberServices.Onboarding;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Onboarding;

public class WhenABrokerOpensTheirLink
{
    [Fact]
    public async Task It_shows_who_applies_and_offers_four_answers_with_none_chosen()
    {
        await using var mls = await WithARequest();

        var page = await mls.Opens(mls.Request(Cast.Bob));

        Assert.Equal(200, page.Status);
        foreach (var words in new[] { "Jane Doe", "TX 123456", "Agent", "Lakeview Realty", "by the end of Friday, March 20", "Approve", "Decline", "Not my agent", "Hand over", "Dana Deputy" })
        {
            Assert.Contains(words, page.Words);
        }

        Assert.DoesNotContain("decision", page.Form.Fields.Keys);
        Assert.DoesNotContain("confirmed", page.Form.Fields.Keys);
    }

    [Fact]
    public async Task Opening_it_ten_thousand_times_decides_nothing()
    {
        await using var mls = await WithARequest();
        var address = mls.Request(Cast.Bob);
        var mails = mls.Machine.Part<Inbox>().Count;

        await Parallel.ForAsync(0, 10_000, async (i, stop) =>
        {
            using var request = new HttpRequestMessage(i % 2 == 0 ? HttpMethod.Head : HttpMethod.Get, address.PathAndQuery);
            using var response = await mls.Http.SendAsync(request, stop);
            Assert.Equal(200, (int)response.StatusCode);
        });
        await mls.Settle();

        Assert.Equal(mails, mls.Machine.Part<Inbox>().Count);
        Assert.Contains("Is this your agent?", (await mls.Opens(address)).Words);
        Assert.Contains("Bob Broker has to", (await mls.Opens(mls.Progress(Cast.Jane))).Words);
    }

    [Fact]
    public async Task A_scanner_that_sends_every_form_it_finds_decides_nothing()
    {
        await using var mls = await WithARequest();
        var address = mls.Request(Cast.Bob);

        var page = await mls.Opens(address);
        for (var i = 0; i < 3; i++)
        {
            page = await mls.Sends(page.Form);
            Assert.Equal(400, page.Status);
            Assert.Contains("Choose one of the answers.", page.Words);
        }

        // One that takes the first of everything it could choose, but ticks no boxes.
        page = await mls.Sends(page.Form.With("decision", "approve"));
        Assert.Equal(400, page.Status);
        Assert.Contains("Tick the box", page.Words);
        Assert.Equal("approve", page.Form.Fields["decision"]);
        Assert.Contains("Is this your agent?", (await mls.Opens(address)).Words);
    }

    [Fact]
    public async Task An_approval_is_taken_and_the_link_shows_it_from_then_on()
    {
        await using var mls = await WithARequest();
        var address = mls.Request(Cast.Bob);

        var sent = await mls.Sends((await mls.Opens(address)).Form.Choosing("approve"));

        Assert.Equal(303, sent.Status);
        Assert.Equal(address.AbsolutePath, sent.Response.Headers.Location!.OriginalString);
        var page = await mls.Opens(address);
        Assert.Equal(200, page.Status);
        Assert.Contains("This application was approved", page.Words);
        Assert.DoesNotContain(Cast.Jane.MemberPreferredPhone, page.Source);
        Assert.DoesNotContain(Cast.Jane.MemberStateLicense, page.Source);
        Assert.DoesNotContain(Cast.Jane.MemberEmail, page.Source);
        Assert.Contains("Recorded for Bob Broker on Monday, March 2, 2026 at 9:00 AM CST", page.Words);
        Assert.Empty(page.Forms);
    }

    [Fact]
    public async Task Declining_needs_a_reason_and_the_applicant_reads_it()
    {
        await using var mls = await WithARequest();
        var form = (await mls.Opens(mls.Request(Cast.Bob))).Form.Choosing("decline");

        var page = await mls.Sends(form);
        Assert.Equal(400, page.Status);
        Assert.Contains("<a href=\"#reason\">", page.Source);

        Assert.Equal(303, (await mls.Sends(page.Form.With("reason", "See you in May."))).Status);
        Assert.Contains("See you in May.", (await mls.Opens(mls.Progress(Cast.Jane))).Words);
        Assert.Contains("> See you in May.", mls.Inbox(Cast.Jane).Latest.Text);
    }

    [Fact]
    public async Task A_second_answer_is_shown_the_first()
    {
        await using var mls = await WithARequest();
        var open = await mls.Opens(mls.Request(Cast.Bob));
        await mls.Sends(open.Form.Choosing("approve"));

        var second = await mls.Sends(open.Form.Choosing("not-my-agent"));
        var same = await mls.Sends(open.Form.Choosing("approve"));
        var incomplete = await mls.Sends(open.Form);

        Assert.Equal(409, second.Status);
        Assert.Contains("Your answer was not recorded", second.Words);
        Assert.Contains("Recorded for Bob Broker", second.Words);
        Assert.Equal(409, incomplete.Status);
        Assert.Contains("Recorded for Bob Broker", incomplete.Words);
        Assert.Equal(303, same.Status);
    }

    [Fact]
    public async Task Of_a_hundred_answers_at_once_one_counts_and_the_others_are_shown_it()
    {
        await using var mls = await WithARequest();
        var open = await mls.Opens(mls.Request(Cast.Bob));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            mls.Sends(open.Form.Choosing(i % 2 == 0 ? "approve" : "not-my-agent"))));
        await mls.Settle();

        var recorded = (await mls.Opens(mls.Request(Cast.Bob))).Words;
        Assert.Equal(50, answers.Count(answer => answer.Status == 303));
        Assert.Equal(50, answers.Count(answer => answer.Status == 409));
        Assert.True(recorded.Contains("This application was approved Recorded") ^ recorded.Contains("The answer was: not my agent Recorded"), recorded);
    }

    [Fact]
    public async Task After_a_handover_it_says_to_whom_and_the_other_decides()
    {
        await using var mls = await WithARequest();
        var address = mls.Request(Cast.Bob);

        await mls.HandsOver(Cast.Bob, to: Cast.Dana);

        Assert.Contains("Handed over to Dana Deputy", (await mls.Opens(address)).Words);
        Assert.Contains("I am Dana Deputy", (await mls.Opens(mls.Request(Cast.Dana))).Words);
        await mls.Approves(Cast.Dana);
    }

    [Fact]
    public async Task A_delegate_who_is_not_the_one_gives_it_back()
    {
        await using var mls = await WithARequest();
        await mls.HandsOver(Cast.Bob, to: Cast.Dana);

        var open = await mls.Opens(mls.Request(Cast.Dana));
        Assert.Contains("Give it back to Bob Broker", open.Words);
        var address = mls.Request(Cast.Dana);
        await mls.Sends(open.Form.Choosing("give-back"));

        Assert.Contains("Given back to Bob Broker", (await mls.Opens(address)).Words);
        Assert.Contains("Dana Deputy gave this application back to you", mls.Inbox(Cast.Bob).Latest.Text);
        Assert.DoesNotContain("Give it back", (await mls.Opens(mls.Request(Cast.Bob))).Words);
        await mls.Approves(Cast.Bob);
    }

    [Fact]
    public async Task After_two_weeks_it_is_as_dead_as_any_other_and_shows_nobody()
    {
        await using var mls = await WithARequest();
        var address = mls.Request(Cast.Bob);
        var open = await mls.Opens(address);
        await mls.Advance(days: 21);

        foreach (var page in new[] { await mls.Opens(address), await mls.Sends(open.Form.Choosing("approve")) })
        {
            Assert.Equal(410, page.Status);
            Assert.Contains("it may have been replaced by a newer email, handed to somebody else, or have expired", page.Words);
            Assert.DoesNotContain("Jane", page.Source);
            Assert.Empty(page.Forms);
        }
    }

    [Fact]
    public async Task Altered_foreign_and_invented_tokens_look_alike()
    {
        await using var mls = await WithARequest();
        var token = mls.Request(Cast.Bob).Segments[^1];
        var foreign = mls.Progress(Cast.Jane).Segments[^1];
        var altered = (token[0] == 'A' ? 'B' : 'A') + token[1..];
        string[] unknown = [altered, token[..^1], token + "A", foreign, new string('A', 43), "x", new string('A', 2000), "..%2f..%2f"];

        var answers = new List<Html>();
        foreach (var each in unknown)
        {
            answers.Add(await mls.Opens("/approvals/" + each));
            answers.Add(await mls.Sends(new Form("/approvals/" + each, new Dictionary<string, string>()).Choosing("approve")));
        }

        answers.Add(await mls.Opens("/enrollments/" + token));
        Assert.All(answers, answer => Assert.Equal(404, answer.Status));
        Assert.Single(answers.Select(answer => answer.Source).Distinct());
        Assert.Contains("What you can do", answers[0].Words);
    }

    static async Task<Mls> WithARequest()
    {
        var mls = await Mls.StartAsync();
        await mls.Applies(Cast.Jane);
        return mls;
    }
}

using MemberServices.Onboarding;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Links;

/// <summary>What a link's page does to what the app keeps, and what it tells others.</summary>
public sealed class WhenALinkIsUsed : IAsyncLifetime
{
    Mls mls = null!;
    string id = "";

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        id = await mls.Applies(Cast.Jane);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task After_the_first_of_a_day_no_opening_changes_a_single_row()
    {
        Uri[] links = [mls.Request(Cast.Bob), mls.Progress(Cast.Jane)];
        var unopened = mls.Rows();
        foreach (var link in links)
        {
            await mls.Opens(link);
        }

        await mls.Settle();
        Assert.Equal(2, (await mls.Happenings(Cast.Jane)).Count(line => line == "link.opened"));
        var before = mls.Rows();
        Assert.False(before.SetEquals(unopened));

        await Parallel.ForAsync(0, 2_000, TestContext.Current.CancellationToken, async (i, stop) =>
        {
            using var request = new HttpRequestMessage(i % 3 == 0 ? HttpMethod.Head : HttpMethod.Get, links[i % 2]);
            using var response = await mls.Http.SendAsync(request, stop);
            Assert.True(response.IsSuccessStatusCode);
        });
        await mls.Settle();

        var after = mls.Rows();
        Assert.Empty(after.Except(before));
        Assert.Empty(before.Except(after));
    }

    [Fact]
    public async Task A_head_changes_nothing_even_as_the_first()
    {
        var before = mls.Rows();

        foreach (var link in new[] { mls.Request(Cast.Bob), mls.Progress(Cast.Jane) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, link);
            using var response = await mls.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }

        await mls.Settle();
        Assert.True(before.SetEquals(mls.Rows()));
    }

    [Theory]
    [InlineData("cross-site", "https://evil.example")]
    [InlineData("same-site", "https://other.members.example")]
    [InlineData(null, "https://evil.example")]
    [InlineData(null, "null")]
    public async Task A_decision_that_another_site_sends_is_refused_and_changes_nothing(string? fetchSite, string origin)
    {
        var before = mls.Rows();
        using var request = new HttpRequestMessage(HttpMethod.Post, mls.Request(Cast.Bob)) { Content = Approval.Content };
        request.Headers.Add("Origin", origin);
        if (fetchSite is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", fetchSite);
        }

        var page = await Html.Of(await mls.Http.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal(403, page.Status);
        await mls.Settle();
        Assert.True(before.SetEquals(mls.Rows()));
    }

    [Fact]
    public async Task A_link_of_one_case_decides_no_other()
    {
        var other = await mls.Applies(Cast.John);

        await mls.Sends(Approval with { Action = mls.Inbox(Cast.Bob).All[0].Link("Review").PathAndQuery });

        Assert.Null((await mls.Enrollment(other)).End);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task Two_links_of_one_request_at_once_give_one_decision()
    {
        await mls.Advance(days: 2);
        var links = mls.Inbox(Cast.Bob).All.Select(mail => mail.Link("Review").PathAndQuery).ToList();
        Assert.Equal(2, links.Count);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => mls.Sends(
            (i % 4 < 2 ? Approval : Approval.Choosing("decline").With("reason", "No")) with { Action = links[i % 2] })));

        await mls.Settle();
        Assert.Equal(50, answers.Count(answer => answer.Status == 303));
        Assert.Equal(50, answers.Count(answer => answer.Status == 409));
        Assert.Single(await mls.Happenings(Cast.Jane), line => line == "approval.decided");
        Assert.Distinct(mls.Inbox(Cast.Jane).All.Select(mail => mail.Subject));
    }

    [Theory]
    [InlineData("X-Forwarded-Host")]
    [InlineData("Forwarded")]
    [InlineData("X-Original-Host")]
    public async Task A_forged_host_reaches_neither_a_mail_nor_a_redirect(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, mls.Request(Cast.Bob))
        {
            Content = Approval.Choosing("hand-over").With("delegateKey", Cast.Dana.MemberKey).Content,
        };
        request.Headers.TryAddWithoutValidation(header, header == "Forwarded" ? "host=evil.example;proto=https" : "evil.example");

        using var answer = await mls.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(303, (int)answer.StatusCode);
        Assert.StartsWith("/approvals/", answer.Headers.Location!.OriginalString);
        await mls.Settle();
        Assert.Equal(mls.Http.BaseAddress!.Authority, mls.Request(Cast.Dana).Authority);
        Assert.DoesNotContain(mls.Rows(), row => row.Contains("evil.example"));
    }

    [Fact]
    public async Task No_answer_at_its_address_may_be_cached_or_tells_the_address_to_others()
    {
        var link = mls.Request(Cast.Bob).PathAndQuery;
        HttpResponseMessage[] answers =
        [
            (await mls.Opens(link)).Response,
            (await mls.Opens(link + "x")).Response,
            (await mls.Opens(mls.Progress(Cast.Jane))).Response,
            (await mls.Sends(new Form(link, new Dictionary<string, string>()))).Response,
            (await mls.Sends(Approval with { Action = link })).Response,
            (await mls.Sends(Approval.Choosing("not-my-agent") with { Action = link })).Response,
            await mls.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, link), TestContext.Current.CancellationToken),
            await mls.Http.PostAsync(link, new StringContent("{}"), TestContext.Current.CancellationToken),
        ];

        Assert.Equal([200, 404, 200, 400, 303, 409, 200, 415], answers.Select(answer => (int)answer.StatusCode));
        Assert.All(answers, answer =>
        {
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        });
    }

    Form Approval => new Form(mls.Request(Cast.Bob).PathAndQuery, new Dictionary<string, string>()).Choosing("approve");
}

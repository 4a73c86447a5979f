using MemberServices.Onboarding;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.LocalParts;

/// <summary>Finance, the MLS vendor and the lockbox provider, as the one-machine program has them.</summary>
public sealed class WhenOtherSystemsAnswer : IAsyncLifetime
{
    Mls mls = null!;
    string id = "";

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        mls.Systems.AnswersAfter = TimeSpan.FromHours(1);
        id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Each_does_by_itself_an_hour_after_it_was_asked_and_the_enrollment_reaches_its_end()
    {
        await mls.Advance(minutes: 59);
        Assert.Equal("billing", (await mls.Enrollment(id)).Stage);
        await mls.Advance(minutes: 2);
        Assert.Equal("provisioning", (await mls.Enrollment(id)).Stage);

        await mls.Advance(hours: 1);

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Contains("MLS ID: 40000", mls.Inbox(Cast.Jane).Latest.Text);
    }

    [Fact]
    public async Task Somebody_answers_for_them_on_the_page_and_the_hour_brings_no_second_answer()
    {
        Assert.Contains("billing.setup.requested", (await Page()).Words);

        await Does("answer");

        Assert.Equal("provisioning", (await mls.Enrollment(id)).Stage);
        Assert.Contains("billing.cleared, sent", (await Page()).Words);
        await Does("answer", request: 2);
        await Does("answer", request: 3);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        await mls.Advance(hours: 2);
        Assert.DoesNotContain("answer.set-aside", await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public async Task They_refuse_stay_silent_and_say_it_again()
    {
        await Does("silence");
        await mls.Advance(hours: 2);
        Assert.Equal("billing", (await mls.Enrollment(id)).Stage);
        Assert.Contains("none: it is silent", (await Page()).Words);

        await Does("refuse");
        Assert.Single(await mls.WorkItems("finance"));
        await Does("again");
        Assert.Single(await mls.WorkItems("finance"));
        await Does("answer");
        Assert.Equal("provisioning", (await mls.Enrollment(id)).Stage);
    }

    [Fact]
    public async Task From_now_on_one_does_what_is_chosen()
    {
        (await Posts(new() { ["system"] = "vendor", ["do"] = "refuse" })).MustBe(303);
        Assert.Contains("From now on it refuses", (await Page()).Words);

        await mls.Advance(hours: 3);

        Assert.Contains("It said no", Assert.Single(await mls.WorkItems()).Title);
    }

    [Theory]
    [InlineData("do", "perhaps", 400, "Give 'do' as")]
    [InlineData("request", "one", 400, "Give 'request' as")]
    [InlineData("request", "99", 404, "No such request")]
    [InlineData("system", "crm", 400, "Give 'system' as")]
    [InlineData("do", "ended", 400, "Give 'call' as")]
    public async Task What_it_does_not_know_is_refused_with_what_it_does(string field, string value, int status, string remedy)
    {
        var answer = await Posts(new() { ["do"] = "answer", ["request"] = "1", [field] = value });

        answer.MustBe(status);
        Assert.Contains(remedy, answer.Source.Replace("\\u0027", "'"));
    }

    [Fact]
    public async Task The_phone_system_tells_of_a_call_and_of_the_key_that_was_pressed_after_it()
    {
        await using var asking = await Mls.StartAskingAsync();
        await asking.IsMember(Cast.Jane);
        async Task<Html> Phones(params (string Name, string Value)[] fields)
        {
            var answer = await Html.Of(await asking.Http.PostAsync("/local/systems", new FormUrlEncodedContent(fields.ToDictionary(each => each.Name, each => each.Value))));
            await asking.Settle();
            return answer;
        }

        Assert.Contains("Give 'outcome' as", (await Phones(("do", "ended"), ("call", "1"), ("outcome", "lost"))).MustBe(400).Source.Replace("\\u0027", "'"));
        Assert.Contains("from 1 to 5", (await Phones(("do", "key"), ("call", "1"), ("who", Cast.Jane.MemberKey), ("satisfaction", "9"))).MustBe(400).Source);
        (await Phones(("do", "ended"), ("call", "1"), ("outcome", "answered"), ("who", Cast.Jane.MemberEmail), ("by", "Tom Okafor"), ("ticket", ""))).MustBe(303);
        (await Phones(("do", "key"), ("call", "1"), ("who", Cast.Jane.MemberKey), ("by", "Tom Okafor"), ("satisfaction", "4"))).MustBe(303);

        var survey = Assert.Single(await asking.Surveys(Cast.Jane));
        Assert.Equal((4, "Tom Okafor"), (survey.Answer!.Satisfaction, survey.Helper));
        Assert.Empty(asking.DeadLetters("commands"));
    }

    Task<Html> Page() => mls.Opens("/local/systems");

    async Task Does(string what, int request = 1) => (await Posts(new() { ["do"] = what, ["request"] = $"{request}" })).MustBe(303);

    async Task<Html> Posts(Dictionary<string, string> fields)
    {
        var answer = await Html.Of(await mls.Http.PostAsync("/local/systems", new FormUrlEncodedContent(fields)));
        await mls.Settle();
        return answer;
    }
}

namespace MemberServices.Tests.Surveys;

public sealed class WhenAComplaintIsClosed : IAsyncLifetime
{
    Mls mls = null!;

    string id = "";

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAskingAsync();
        await mls.IsMember(Cast.Jane);
        id = await mls.Complains(Cast.Jane);
        await mls.Writes(id, Cast.Elena);
        await mls.UntilTheCall(id);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task After_the_call_its_complainant_is_asked_how_it_was_handled()
    {
        (await mls.Calls(id, Cast.Elena, "yes", "yes", "yes")).MustBe(202);
        Assert.Empty(mls.SurveyMails(Cast.Jane));
        await mls.Advance(minutes: 5);

        var mail = Assert.Single(mls.SurveyMails(Cast.Jane));
        Assert.StartsWith("How did we do? Your complaint (", mail.Subject);
        Assert.Contains($"your complaint {id}, about which Elena Voss called you on Thursday, March 5", mail.Text);
        await mls.Rates(Cast.Jane, 5, 5);
        Assert.Equal(5, (await mls.Survey(mls.SurveyOf(Cast.Jane))).Answer?.Satisfaction);
    }

    [Fact]
    public async Task Whoever_is_not_satisfied_is_not_asked_on_top()
    {
        (await mls.Calls(id, Cast.Elena, "yes", "no", "yes", "It happened again.")).MustBe(202);
        await mls.Advance(days: 1);

        Assert.Empty(mls.SurveyMails(Cast.Jane));
    }

    [Fact]
    public async Task Without_a_call_there_is_nothing_to_ask_about()
    {
        var page = await mls.Opens($"{mls.Inbox(Cast.Jane).Link("Open your complaint").AbsolutePath}/take-back");
        (await mls.Sends(page.Form.With("confirmed", "yes"))).MustBe(303);
        await mls.Advance(days: 1);

        Assert.Empty(mls.SurveyMails(Cast.Jane));
    }

    [Fact]
    public async Task A_call_before_it_was_opened_again_is_not_asked_about()
    {
        (await mls.Calls(id, Cast.Elena, "yes", "no", "yes", "It happened again.")).MustBe(202);
        await mls.Writes(id, Cast.Ruth);
        for (var i = 0; i < 3; i++)
        {
            await mls.UntilTheCall(id);
            (await mls.Calls(id, Cast.Ruth, "no")).MustBe(202);
        }
        var form = (await mls.Opens(mls.Inbox(Cast.Jane).Link("Yes, I am satisfied"))).Forms.Single(each => each.Fields.GetValueOrDefault("act") == "answer");
        (await mls.Sends(form.With("outcome", "yes").With("handling", "yes"))).MustBe(303);
        Assert.Equal(MemberServices.Complaints.ComplaintEnd.Satisfied, (await mls.Complaint(id)).End);
        await mls.Advance(days: 1);

        Assert.Empty(mls.SurveyMails(Cast.Jane));
    }
}

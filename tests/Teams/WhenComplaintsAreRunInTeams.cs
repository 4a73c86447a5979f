using MemberServices.Complaints;

namespace MemberServices.Tests.Teams;

public sealed class WhenComplaintsAreRunInTeams : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        await mls.IsMember(Cast.Jane);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task One_is_opened_clarified_told_resolved_called_and_closed_by_typing()
    {
        var open = await mls.ActivityOf(Cast.Sarah, "complaint open member: TX-123456; about: billing; channel: phone; text: You charged me twice.", id: "1");
        var opened = await mls.Types(open);
        var id = opened.Facts["Complaint"];
        Assert.Equal($"{id} is open for Jane Doe", opened.Title);
        Assert.EndsWith($"/staff/cases/{id}", Assert.Single(opened.Links));
        Assert.Equal(id, (await mls.Types(open)).Facts["Complaint"]);
        Assert.Equal(["We have your complaint"], mls.ComplaintMails(Cast.Jane));

        Assert.Equal("Elena Voss", (await mls.Types(Cast.Tom, $"complaint status {id.ToLowerInvariant()}")).Facts["Owner"]);
        Assert.Contains("Only staff read it.", (await mls.Types(Cast.Elena, $"complaint clarify {id} Two charges on one bill")).All);
        await mls.Types(Cast.Elena, $"complaint progress {id} We found the bill.");
        Assert.Contains("We found the bill.", mls.Inbox(Cast.Jane).Latest.Text);
        var resolve = await mls.ActivityOf(Cast.Elena, $"complaint resolve {id} found: Charged twice.; done: Gave one back.; changes: Two people look.; cause: own-error; remedy: credited-fee; amount: 45", id: "2");
        Assert.Equal("letter sent, call to come", (await mls.Types(resolve)).Facts["State"]);
        await mls.Types(resolve);
        Assert.Single(mls.ComplaintMails(Cast.Jane), subject => subject == "What came of your complaint");
        await mls.UntilTheCall(id);
        Assert.Contains("We try again, or ask by mail.", (await mls.Types(Cast.Elena, $"complaint call {id} reached: no; note: Voicemail")).All);
        await mls.UntilTheCall(id);
        var closed = await mls.Types(Cast.Elena, $"complaint call {id} reached: yes; outcome: yes; handling: yes");

        Assert.Equal("satisfied", closed.Facts["Ended"]);
        Assert.Equal(ComplaintEnd.Satisfied, (await mls.Complaint(id)).End);
    }

    [Theory]
    [InlineData("complaint status", "number: Write the complaint’s number.")]
    [InlineData("complaint status TK-222222", "CP- and six signs")]
    [InlineData("complaint call CP-222222 reached: yes", "There is no complaint CP-222222.")]
    [InlineData("complaint open member: TX-123456; about: dance; text: x", "about: Choose one of staff, support")]
    [InlineData("complaint open member: TX-123456; about: billing", "text: Write what happened")]
    [InlineData("complaint open name: Jane", "complaint open member: TX-123456; about: staff; channel: phone")]
    public async Task What_is_missing_or_wrong_is_told_with_an_example(string text, string told) => Assert.Contains(told, (await mls.Types(Cast.Sarah, text)).All);

    [Fact]
    public async Task What_does_not_fit_is_told_by_field_or_by_what_it_takes()
    {
        var id = await mls.Complains(Cast.Jane);

        Assert.Contains("The letter hasn’t gone out", (await mls.Types(Cast.Elena, $"complaint call {id} reached: yes")).All);
        Assert.Contains("reached: Say whether you reached them", (await mls.Types(Cast.Elena, $"complaint call {id}")).All);
        Assert.Contains("cause: Choose the root cause", (await mls.Types(Cast.Elena, $"complaint resolve {id} found: a; done: b; changes: c")).All);
        Assert.Contains("Elena Voss owns it, and does this alone.", (await mls.Types(Cast.Tom, $"complaint progress {id} Hello")).All);
        Assert.Equal("Tom Okafor", (await mls.Types(Cast.Tom, $"complaint take {id} I know her")).Facts["Owner"]);
    }

    [Fact]
    public async Task Who_it_is_about_is_told_nothing_of_it()
    {
        var id = await mls.Complains(Cast.Jane, ("category", "support"), ("about", "Tom Okafor"));

        Assert.Contains("This complaint is about you", (await mls.Types(Cast.Tom, $"complaint status {id}")).All);
        Assert.Contains("This complaint is about you", (await mls.Types(Cast.Tom, $"complaint note {id} Not true")).All);
    }

    [Fact]
    public async Task The_channel_of_the_owners_role_is_told_of_the_work()
    {
        var id = await mls.Complains(Cast.Jane, ("category", "support"));

        var card = Assert.Single(mls.CardsIn("Level2"));
        Assert.Contains("Level II support", card.Title);
        Assert.Contains("Call to understand the complaint", card.All);
        Assert.Equal(id, card.Facts["Case"]);
    }
}

using MemberServices.Onboarding.Checklist;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Desk;

public sealed class WhenAChecklistIsKept : IAsyncLifetime
{
    Mls mls = null!;
    StaffBrowser sarah = null!;
    string id = "";

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartWithChecklistAsync();
        sarah = await mls.SignsIn(Cast.Sarah);
        id = await mls.Enrolls(Cast.Jane);
    }

    public async ValueTask DisposeAsync()
    {
        sarah.Dispose();
        await mls.DisposeAsync();
    }

    string Address => $"/staff/cases/{id}";

    static string Act(string item, string act) => $"checklist/{item}/{act}";

    [Fact]
    public async Task Each_item_says_who_has_it_until_when_and_what_comes_and_why()
    {
        var page = await sarah.Sees(Address);

        Assert.Contains("0 of 3 done", page.Words);
        Assert.Contains("Orientation class To do Due Wed, Apr 1, 5:00 PM (in 30 days). Mandatory. Trainers record it.", page.Words);
        Assert.Contains("Signed data license To do Due Mon, Mar 16, 5:00 PM (in 14 days). Not mandatory. Level I support record it, and Managers verify it.", page.Words);
        Assert.Contains("30 days from Mon, Mar 2", page.Words);
        Assert.Contains("Before it is due, Wed, Apr 1", page.Words);
    }

    [Fact]
    public async Task It_is_completed_with_the_day_and_a_note_for_staff()
    {
        await mls.Advance(days: 3);
        var form = (await sarah.Sees(Address)).FormOf(Act("orientation-class", "complete"));

        var done = await sarah.Does(form.With("at", "2026-03-04").With("reason", "She sat in the first row"));

        Assert.Contains($"{id}: Orientation class is done now.", done.Words);
        Assert.Contains("1 of 3 done", done.Words);
        Assert.Contains("Completed by Sarah Lindqvist, today, 9:00 AM, done Wed, Mar 4.", done.Words);
        Assert.Contains("Orientation class completed, by Sarah Lindqvist", done.Words);
        Assert.Contains("She sat in the first row", done.Words);
        Assert.Equal(ChecklistStatus.Done, (await mls.Item(id, "orientation-class")).Status);
        Assert.DoesNotContain("first row", (await mls.Opens(mls.Progress(Cast.Jane))).Words);
    }

    [Fact]
    public async Task A_second_person_verifies_it_and_whoever_may_not_reads_why()
    {
        using var marcus = await mls.SignsIn(Cast.Marcus);
        Assert.DoesNotContain($"{Act("data-license", "verify")}\"", (await marcus.Sees(Address)).Source);
        await sarah.Does((await sarah.Sees(Address)).FormOf(Act("data-license", "complete")));

        var hers = await sarah.Sees(Address);
        Assert.Contains("To be verified", hers.Words);
        Assert.Contains("Managers verify it.", hers.Words);
        Assert.DoesNotContain($"{Act("data-license", "verify")}\"", hers.Source);
        var his = await marcus.Does((await marcus.Sees(Address)).FormOf(Act("data-license", "verify")));
        Assert.Contains("Signed data license is done now.", his.Words);
    }

    [Fact]
    public async Task Who_completed_it_does_not_verify_it_even_by_hand()
    {
        using var marcus = await mls.SignsIn(Cast.Marcus);
        await marcus.Does((await marcus.Sees(Address)).FormOf(Act("data-license", "complete")));
        var page = await marcus.Sees(Address);
        Assert.Contains("You completed it, so somebody else verifies it.", page.Words);

        var form = page.FormOf(Act("data-license", "waive"));
        var refused = (await marcus.Sends(form with { Action = form.Action.Replace("waive", "verify", StringComparison.Ordinal) })).MustBe(409);

        Assert.Contains("Marcus Bell completed Signed data license: somebody else verifies it.", refused.Words);
        Assert.Equal(ChecklistStatus.Completed, (await mls.Item(id, "data-license")).Status);
    }

    [Fact]
    public async Task It_is_waived_and_opened_again_with_a_reason_for_staff_and_a_text_for_the_member()
    {
        var form = (await sarah.Sees(Address)).FormOf(Act("rules-quiz", "waive"));
        var refused = (await sarah.Sends(form.With("toMember", "You need not do it"))).MustBe(400);
        Assert.Contains("Say why. Only staff read it.", refused.Words);
        Assert.Equal("You need not do it", refused.FormOf(Act("rules-quiz", "waive")).Fields["toMember"]);
        Assert.Contains("href=\"#rules-quiz-waive-reason\"", refused.Source);

        await sarah.Does(form.With("reason", "She wrote it").With("toMember", "You need not do it"));
        Assert.Contains("You need not do it", mls.Inbox(Cast.Jane).Latest.Text);
        var again = await sarah.Does((await sarah.Sees(Address)).FormOf(Act("rules-quiz", "reopen")).With("reason", "Another Jane wrote it"));

        Assert.Contains("Rules quiz is open now.", again.Words);
        Assert.Contains("Opened again by Sarah Lindqvist", again.Words);
        Assert.Contains("Another Jane wrote it", again.Words);
    }

    [Fact]
    public async Task Access_that_is_suspended_says_so_and_comes_back_with_the_last_item()
    {
        await mls.Advance(days: 31);
        var page = await sarah.Sees(Address);
        Assert.Contains("Access has been suspended since Wed, Apr 1, 5:00 PM CDT.", page.Words);
        Assert.Contains("Orientation class is overdue: access suspended", page.Words);
        Assert.Contains("Access comes back, unless something else is overdue.", page.Words);
        Assert.False(await mls.IsInGroup(Cast.Jane));

        await sarah.Does((await sarah.Sees(Address)).FormOf(Act("orientation-class", "complete")));
        await sarah.Does((await sarah.Sees(Address)).FormOf(Act("rules-quiz", "complete")));

        Assert.DoesNotContain("Access has been suspended", (await sarah.Sees(Address)).Words);
        Assert.True(await mls.IsInGroup(Cast.Jane));
    }

    [Fact]
    public async Task Who_comes_too_late_reads_who_was_quicker_and_keeps_what_they_typed()
    {
        using var diego = await mls.SignsIn(Cast.Diego);
        var late = (await diego.Sees(Address)).FormOf(Act("rules-quiz", "complete"));
        await sarah.Does((await sarah.Sees(Address)).FormOf(Act("rules-quiz", "complete")));

        var answer = (await diego.Sends(late.With("reason", "On paper"))).MustBe(409);

        Assert.Contains("Sarah Lindqvist was quicker, today, 9:00 AM: Rules quiz is done.", answer.Words);
        Assert.Contains("What you typed is kept below.", answer.Words);
        Assert.Contains("On paper", answer.Words);
        Assert.Equal("Sarah Lindqvist", (await mls.Item(id, "rules-quiz")).Completed!.By);
    }

    [Fact]
    public async Task A_second_click_does_it_once()
    {
        var form = (await sarah.Sees(Address)).FormOf(Act("rules-quiz", "complete"));

        await sarah.Does(form);
        await sarah.Does(form);

        Assert.Single(await mls.Happenings(Cast.Jane), type => type == "checklist.item-completed");
    }

    [Theory]
    [InlineData("2026-03-05", "Choose a day that isn’t to come.")]
    [InlineData("yesterday", "Choose a day that isn’t to come.")]
    public async Task A_day_that_is_none_or_to_come_is_said(string day, string told)
    {
        var form = (await sarah.Sees(Address)).FormOf(Act("rules-quiz", "complete"));

        var answer = (await sarah.Sends(form.With("at", day).With("reason", "On paper"))).MustBe(400);

        Assert.Contains(told, answer.Words);
        Assert.Equal("On paper", answer.FormOf(Act("rules-quiz", "complete")).Fields["reason"]);
        Assert.Equal(ChecklistStatus.Open, (await mls.Item(id, "rules-quiz")).Status);
    }

    [Theory]
    [InlineData("checklist/dance/complete")]
    [InlineData("checklist/rules-quiz/suspend")]
    [InlineData("checklist/rules-quiz/dance")]
    public async Task An_item_or_an_act_that_there_is_not_is_said(string path)
    {
        Assert.Equal(404, (await sarah.Opens($"{Address}/{path}")).Status);
        var form = (await sarah.Sees(Address)).FormOf(Act("rules-quiz", "complete"));
        Assert.Equal(404, (await sarah.Sends(form with { Action = $"{Address}/{path}" })).Status);
    }

    [Fact]
    public async Task What_somebody_typed_stands_there_as_it_was_typed()
    {
        const string Hostile = "<script>alert(1)</script> & \"x\"";

        var done = await sarah.Does((await sarah.Sees(Address)).FormOf(Act("rules-quiz", "waive")).With("reason", Hostile));

        Assert.Contains(Hostile, done.Words);
        Assert.DoesNotContain("<script>alert", done.Source);
    }
}

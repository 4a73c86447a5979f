using MemberServices.Cases;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Policies;
using MemberServices.WorkItems;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Cases;

public sealed class WhenACaseTellsPeople : IAsyncLifetime
{
    const string Member = "TX-123456";

    static readonly CaseId Case = CaseId.Parse("TK-7KQ2MX");

    Mls mls = null!;

    CaseNotifier Notifier => mls.Services.GetRequiredService<CaseNotifier>();

    CaseWorkItems WorkItems => mls.Services.GetRequiredService<CaseWorkItems>();

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task A_second_reminder_is_a_second_mail_and_a_repeat_of_one_is_none_even_days_later()
    {
        await RemindsAsync(step: 2, number: 1);
        await RemindsAsync(step: 2, number: 2);
        await RemindsAsync(step: 1, number: 2);
        Assert.Equal(3, mls.Inbox(Cast.Bob).Count);

        await RemindsAsync(step: 2, number: 1);
        await mls.Advance(days: 9);
        await RemindsAsync(step: 2, number: 2);

        Assert.Equal(3, mls.Inbox(Cast.Bob).Count);
    }

    [Fact]
    public async Task A_mail_leads_to_the_recipients_own_page()
    {
        await RemindsAsync(step: 2, number: 1);

        var token = mls.Inbox(Cast.Bob).Latest.Links.Single(l => l.Label == "Decide").Address.Segments[^1];
        var link = await mls.Services.GetRequiredService<LinkTable>().FindAsync(LinkPurpose.Approval, token);

        Assert.Equal((Case.ToString(), 2, Cast.Bob.MemberEmail, Member), (link?.Case, link?.Step, link?.Person, link?.MemberKey));
    }

    [Fact]
    public async Task A_mail_without_a_link_is_a_mail()
    {
        await Notifier.TellAsync(
            new CaseMail(Case, "ticket.closed", 1, 1, "Bob", Cast.Bob.MemberEmail, Member), new MailContent("Closed", "It is closed", new Paragraph("Thank you.")));
        await mls.Settle();

        Assert.Empty(mls.Inbox(Cast.Bob).Latest.OwnLinks);
    }

    [Fact]
    public async Task A_mail_with_several_links_leads_to_a_page_with_each()
    {
        await Notifier.TellAsync(
            new CaseMail(
                Case, "ticket.resolved", 2, 1, "Bob", Cast.Bob.MemberEmail, Member,
                new CaseLink(LinkPurpose.Approval, "approvals", mls.Now.AddDays(10)), new CaseLink(LinkPurpose.Progress, "enrollments", mls.Now.AddDays(20))),
            new MailContent(
                "Resolved", "It is resolved",
                new ActionLink("Follow", LinkRequest.PlaceholderOf(1)), new ActionLink("Decide", LinkRequest.PlaceholderOf(0)), new ActionLink("Decide later", LinkRequest.PlaceholderOf(0))));
        await mls.Settle();

        var mail = mls.Inbox(Cast.Bob).Latest;
        Assert.StartsWith("/enrollments/", mail.Link("Follow").AbsolutePath);
        Assert.Equal(2, mail.Text.Split('\n').Count(line => line == mail.Link("Decide").AbsoluteUri));
        Assert.Equal((2, mls.Now.AddDays(10)), await LinkOf(mail, "Decide", LinkPurpose.Approval));
        Assert.Equal((2, mls.Now.AddDays(20)), await LinkOf(mail, "Follow", LinkPurpose.Progress));
        Assert.Null(await LinkOf(mail, "Follow", LinkPurpose.Approval));
    }

    [Fact]
    public async Task A_place_for_a_link_that_the_mail_does_not_have_is_refused_at_once() => await Assert.ThrowsAsync<ArgumentException>(() => Notifier.TellAsync(
        new CaseMail(Case, "ticket.resolved", 1, 1, "Bob", Cast.Bob.MemberEmail, Member, new CaseLink(LinkPurpose.Approval, "approvals", mls.Now.AddDays(10))),
        new MailContent("Resolved", "It is resolved", new ActionLink("Follow", LinkRequest.PlaceholderOf(1)))));

    [Fact]
    public async Task What_happens_a_second_time_is_a_second_line_and_a_repeat_is_none_even_days_later()
    {
        var at = mls.Now;
        await ReportsAsync(1, 1, at);
        await ReportsAsync(1, 2, at);
        await ReportsAsync(2, 1, at);
        Assert.Equal(3, (await mls.Happenings(Cast.Jane)).Count);

        await ReportsAsync(1, 1, at);
        await mls.Advance(days: 9);
        await ReportsAsync(1, 2, at);

        Assert.Equal(["ticket.reminded", "ticket.reminded", "ticket.reminded"], await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public async Task A_step_closes_all_that_it_opened_and_nothing_of_another()
    {
        await OpensAsync(1, "approval");
        await OpensAsync(1, "call");
        await OpensAsync(1, "approval");
        await OpensAsync(12, "approval");
        await OpensAsync(0, "look-into");
        await WorkItems.OpenAsync(CaseId.Parse("TK-7KQ2MY"), 1, "approval", StaffRoles.Level1, "Another case", Member);
        Assert.Equal(5, (await mls.WorkItems()).Count);

        await WorkItems.CloseAsync(Case, 1, "approved");

        Assert.Equal(
            ["TK-7KQ2MX.0.look-into.level-1", "TK-7KQ2MX.12.approval.level-1", "TK-7KQ2MY.1.approval.level-1"],
            (await mls.WorkItems()).Select(item => item.Id).Order());
        await OpensAsync(1, "call");
        Assert.Equal(3, (await mls.WorkItems()).Count);
    }

    [Fact]
    public async Task A_repeat_opens_and_closes_nothing_a_second_time_even_days_later()
    {
        await OpensAsync(1, "call");
        await WorkItems.CloseAsync(Case, 1, "approved");
        await mls.Advance(days: 9);
        await OpensAsync(1, "call");
        await WorkItems.CloseAsync(Case, 1, "approved");

        Assert.Empty(await mls.WorkItems());
        Assert.Equal(["work-item.opened", "work-item.closed"], await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public async Task Two_roles_that_are_asked_for_the_same_have_an_item_each_and_both_are_told()
    {
        await OpensAsync(1, "call");
        await OpensAsync(1, "call", StaffRoles.Level2);
        await WorkItems.CloseAsync(Case, 1, "approved");

        Assert.Empty(await mls.Services.GetRequiredService<WorkItemTable>().OpenAsync(StaffRoles.Level2));
        Assert.Equal(["work-item.closed", "work-item.closed", "work-item.opened", "work-item.opened"], (await mls.Happenings(Cast.Jane)).Order());
    }

    [Fact]
    public async Task What_was_closed_by_a_process_that_died_then_is_still_told()
    {
        await OpensAsync(1, "call");
        await mls.Services.GetRequiredService<WorkItemTable>().ChangeAsync(
            "TK-7KQ2MX.1.call.level-1", now => new WorkItemChange(now.Item with { State = WorkItemState.Lapsed, ClosedAt = mls.Now, ClosedBecause = "approved" }),
            TestContext.Current.CancellationToken);

        await WorkItems.CloseAsync(Case, 1, "approved");

        Assert.Equal(["work-item.opened", "work-item.closed"], await mls.Happenings(Cast.Jane));
    }

    [Theory]
    [InlineData("call Jane")]
    [InlineData("")]
    [InlineData("café")]
    public async Task A_kind_that_could_not_be_closed_with_its_step_is_refused(string kind) =>
        await Assert.ThrowsAsync<ArgumentException>(() => OpensAsync(1, kind));

    async Task<(int Step, DateTimeOffset Expires)?> LinkOf(Local.Email.Mail mail, string label, LinkPurpose purpose) =>
        await mls.Services.GetRequiredService<LinkTable>().FindAsync(purpose, mail.Links.First(link => link.Label == label).Address.Segments[^1]) is { } link
            ? (link.Step, link.Expires)
            : null;

    async Task RemindsAsync(int step, int number)
    {
        await Notifier.TellAsync(
            new CaseMail(Case, "approval.reminded", step, number, "Bob", Cast.Bob.MemberEmail, Member, new CaseLink(LinkPurpose.Approval, "approvals", mls.Now.AddDays(10))),
            new MailContent($"Reminder {number}", "Please decide", new ActionLink("Decide", LinkRequest.Placeholder)));
        await mls.Settle();
    }

    async Task ReportsAsync(int step, int number, DateTimeOffset at)
    {
        await Notifier.ReportAsync(new CaseHappening(Case, "ticket.reminded", step, number, at, Member, "Reminded", Data: new { step }));
        await mls.Settle();
    }

    Task OpensAsync(int step, string kind, string role = StaffRoles.Level1) => WorkItems.OpenAsync(Case, step, kind, role, $"Do {kind}", Member);
}

using MemberServices.Cases;
using MemberServices.Mail;
using MemberServices.Onboarding;
using MemberServices.Onboarding.Applying;
using MemberServices.Onboarding.Billing;
using MemberServices.Onboarding.BrokerApproval;
using MemberServices.Onboarding.Welcome;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Onboarding;

public class WhenAnEnrollmentWritesMails
{
    static readonly Application Jane = Cast.Jane with { MemberType = "assistant" };

    static readonly EnrollmentEmail OutgoingEmail = new(CaseId.Parse("EN-7KQ2MX"), Jane, Cast.Lakeview.OfficeName, "https://members.example.org/x/abc")
    {
        Asked = new AskedPerson(Cast.Bob.MemberKey, Cast.Bob.MemberFullName, Cast.Bob.MemberEmail),
        AskedAt = Mls.MondayMorning,
        Until = Mls.MondayMorning.AddDays(18).AddHours(-1),
    };

    static readonly EnrollmentMails Mails = Rendering.Get<EnrollmentMails>();
    static readonly ApprovalMails Approval = Rendering.Get<ApprovalMails>();
    static readonly BillingMails Billing = Rendering.Get<BillingMails>();
    static readonly WelcomeMails Welcome = Rendering.Get<WelcomeMails>();

    public static TheoryData<string> Kinds => [.. All.Keys];

    static Dictionary<string, Func<EnrollmentEmail, MailContent>> All => new()
    {
        ["received"] = Mails.Received,
        ["welcome"] = Welcome.Welcome,
        ["billing"] = Billing.Requested,
        ["billing reminder"] = email => Billing.Reminder(email, isLast: false),
        ["billing ending"] = Billing.LastNotice,
        ["billing refused"] = Billing.Refused,
        ["billing expired"] = Billing.Expired,
        ["declined"] = Approval.Declined,
        ["not my agent"] = Approval.NotMyAgent,
        ["delayed"] = Approval.Delayed,
        ["ending"] = Approval.Ending,
        ["expired"] = Approval.Expired,
        ["withdrawn"] = Mails.Withdrawn,
        ["failed"] = Mails.Failed,
        ["request"] = Approval.Request,
        ["reminder"] = email => Approval.Reminder(email, isLast: false),
        ["request ending"] = Approval.LastNotice,
        ["request expired"] = Approval.NoDecision,
        ["request withdrawn"] = Approval.NoLongerNeeded,
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_greets_its_reader_and_has_a_subject_of_one_line(string kind)
    {
        var mail = All[kind](OutgoingEmail);
        var reader = kind.StartsWith("re", StringComparison.Ordinal) && kind != "received" ? "Bob Broker" : "Jane Doe";

        Assert.StartsWith($"Hello {reader}", Assert.IsType<Paragraph>(mail.Parts[0]).Text);
        Assert.Equal(EmailHeaders.Subject(mail.Subject), mail.Subject);
    }

    [Theory]
    [InlineData("received", "Follow")]
    [InlineData("welcome", "See")]
    [InlineData("declined", "See what happened and apply again")]
    [InlineData("not my agent", "See what happened and apply again")]
    [InlineData("expired", "See what happened and apply again")]
    [InlineData("withdrawn", "See what happened and apply again")]
    [InlineData("failed", "See what happened and apply again")]
    [InlineData("billing", "Follow")]
    [InlineData("billing reminder", "Follow")]
    [InlineData("billing ending", "Follow")]
    [InlineData("billing refused", "Follow")]
    [InlineData("billing expired", "See what happened and apply again")]
    [InlineData("delayed", "Follow")]
    [InlineData("ending", "Follow")]
    [InlineData("request", "Review")]
    [InlineData("reminder", "Review")]
    [InlineData("request ending", "Review")]
    public void Its_button_leads_where_its_reader_can_act(string kind, string label)
    {
        var action = Assert.Single(All[kind](OutgoingEmail).Parts.OfType<ActionLink>(), link => link.Address == OutgoingEmail.Address);

        Assert.StartsWith(label, action.Label);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_ended_by_itself_was_ended_by_nobody(string kind)
    {
        var mail = All[kind](OutgoingEmail with { EndedBy = null });

        Assert.DoesNotContain("system", string.Join(' ', mail.Parts.OfType<Paragraph>().Select(part => part.Text)), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("request expired")]
    [InlineData("request withdrawn")]
    public void A_request_that_is_over_has_no_button(string kind) => Assert.Empty(All[kind](OutgoingEmail).Parts.OfType<ActionLink>());

    [Theory]
    [InlineData("delayed")]
    [InlineData("ending")]
    [InlineData("request")]
    [InlineData("reminder")]
    [InlineData("request ending")]
    public async Task A_deadline_is_told_in_the_organizations_time_with_its_zone(string kind)
    {
        var mail = await Rendering.Get<MailRenderer>().RenderAsync(All[kind](OutgoingEmail));

        Assert.Contains("by Friday, March 20, 9:00 AM CDT", mail.Text);
        Assert.Contains("by Friday, March 20, 9:00 AM CDT", Rendering.Words(mail.Html));
    }

    [Fact]
    public void A_last_notice_blames_no_broker_where_nobody_could_be_asked()
    {
        var said = string.Join(' ', Approval.Ending(OutgoingEmail with { Asked = null }).Parts.OfType<Paragraph>().Select(part => part.Text));

        Assert.Contains("nobody at Lakeview Realty could be asked", said);
        Assert.DoesNotContain("We asked the office", said);
    }

    [Fact]
    public async Task A_reason_is_quoted_in_the_words_of_who_gave_it()
    {
        var mail = await Rendering.Get<MailRenderer>().RenderAsync(
            Approval.Declined(OutgoingEmail with { EndedBy = Cast.Bob.MemberFullName, Reason = "See you in May." }));

        Assert.Contains("Bob Broker declined your application", mail.Text);
        Assert.Contains("> See you in May.", mail.Text);
    }

    [Fact]
    public void The_member_type_is_called_what_the_policy_calls_it() => Assert.Contains(
        new DetailRow("Member type", "Licensed assistant"),
        Mails.Received(OutgoingEmail).Parts.OfType<Details>().Single().Rows);
}

using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Mail;
using MemberServices.Members;
using MemberServices.Messages;
using MemberServices.Policies;
using MemberServices.WorkItems;

namespace MemberServices.Onboarding.Applying;

/// <summary>An application with the license of an active member: nobody is enrolled twice, and nobody waits in silence.</summary>
public sealed class AlreadyMember(
    EmailQueue queue, WorkItemService work, WorkItemPolicy days, BrandPolicy brand, SupportContact support, BusinessCalendar calendar, TimeProvider clock)
{
    /// <summary>
    /// The member who applies again at the public form is told by mail, once a day; somebody with another address makes
    /// work for staff. Systems are told by the answer alone.
    /// </summary>
    public async Task TellAsync(Member member, Application application, Channel channel, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!EmailAddress.AreSame(member.MemberEmail, application.MemberEmail))
        {
            await work.OpenAsync(
                new WorkItem(
                    DeterministicId.From("license-check", member.MemberKey, application.MemberEmail), StaffRoles.Level1,
                    $"Check the license {member.MemberKey}: it is {member.MemberFullName}'s, and {application.MemberFullName} ({application.MemberEmail}) applied with it",
                    calendar.DeadlineAfter(now, days.DueDays), member.EnrollmentCaseId, member.MemberKey, now),
                cancellationToken);
        }
        else if (channel == Channel.Form)
        {
            await queue.QueueAsync(
                new OutgoingEmail(
                    DeterministicId.From("already-member", member.MemberKey, $"{now:yyyy-MM-dd}"), member.MemberEmail, member.MemberFullName, Content(member),
                    member.MemberKey, member.EnrollmentCaseId, "enrollment.already-member"),
                cancellationToken);
        }
    }

    MailContent Content(Member member) => new(
        $"You are a member of {brand.Name} already",
        "You are a member already",
        [
            new Paragraph($"Hello {member.MemberFullName}, an application came in with your license and this address. You are an active member, so there is nothing to apply for."),
            new Paragraph($"Did you want to move to another office, or is something wrong with your access? Write to {support.Email} or call {support.Phone}, and we will help."),
            new Paragraph("If you did not apply, you don’t need to do anything: nothing has changed."),
        ]);
}

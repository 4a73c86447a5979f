using MemberServices.Cases;
using MemberServices.Onboarding;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Onboarding;

/// <summary>
/// A process that dies between a step's effect and its acknowledgement runs the step again when it is back, maybe days
/// later: longer than the broker knows the ids of messages.
/// </summary>
public sealed class WhenAStepIsRepeated : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Days_later_a_follow_up_is_neither_a_second_mail_nor_a_second_line()
    {
        var step = new StepId(CaseId.Parse(await mls.Applies(Cast.Jane)), 1);
        var steps = ActivatorUtilities.CreateInstance<EnrollmentActivities>(mls.Services);
        await mls.Advance(days: 10);
        var (mails, lines) = (mls.Inbox(Cast.Bob).Count, await mls.Happenings(Cast.Jane));

        // By the plan: two business days after Monday, and seven.
        foreach (var due in new[] { Mls.MondayMorning.AddDays(2), new(2026, 3, 11, 9, 0, 0, TimeSpan.FromHours(-5)) })
        {
            await steps.FollowUpEnrollmentStep(new StepFollowUp(step, due, 1, due));
        }

        Assert.Equal(lines, await mls.Happenings(Cast.Jane));
        Assert.Equal(mails, mls.Inbox(Cast.Bob).Count);
        Assert.Single(await mls.WorkItems());
    }

    [Fact]
    public async Task Days_later_asking_staff_about_access_is_no_second_line()
    {
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/invitations");
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        var asked = new StepFollowUp(new StepId(CaseId.Parse(id), 2), mls.Now, 1, mls.Now);
        await mls.Advance(days: 3);
        var lines = await mls.Happenings(Cast.Jane);

        await ActivatorUtilities.CreateInstance<EnrollmentActivities>(mls.Services).FollowUpEnrollmentStep(asked);

        Assert.Equal(lines, await mls.Happenings(Cast.Jane));
        Assert.Single(await mls.WorkItems());
    }

    [Fact]
    public async Task Days_later_the_beginning_and_the_end_are_told_once()
    {
        var id = CaseId.Parse(await mls.Applies(Cast.Jane));
        await mls.SaysNotMyAgent(Cast.Bob);
        await mls.Advance(days: 3);
        var steps = ActivatorUtilities.CreateInstance<EnrollmentActivities>(mls.Services);
        var (mails, lines) = (mls.Inbox(Cast.Jane).Count, await mls.Happenings(Cast.Jane));

        await steps.ConfirmReceipt(id);
        await steps.CloseEnrollmentStep(new StepId(id, 1));
        await steps.TellEnd(id);
        await steps.FreeLicense(id);

        Assert.Equal(lines, await mls.Happenings(Cast.Jane));
        Assert.Equal(mails, mls.Inbox(Cast.Jane).Count);
        Assert.Single(await mls.WorkItems());
    }
}

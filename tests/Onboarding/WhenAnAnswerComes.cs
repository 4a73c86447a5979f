using FsCheck;
using FsCheck.Fluent;
using MemberServices.Onboarding;

namespace MemberServices.Tests.Onboarding;

public class WhenAnAnswerComes
{
    [Theory]
    [InlineData(OutcomeKind.Approve, EnrollmentStage.Access, null)]
    [InlineData(OutcomeKind.ApproveOnBehalf, EnrollmentStage.Access, null)]
    [InlineData(OutcomeKind.Decline, EnrollmentStage.BrokerApproval, EnrollmentOutcome.Declined)]
    [InlineData(OutcomeKind.NotMyAgent, EnrollmentStage.BrokerApproval, EnrollmentOutcome.Declined)]
    [InlineData(OutcomeKind.HandOver, EnrollmentStage.BrokerApproval, null)]
    [InlineData(OutcomeKind.Reassign, EnrollmentStage.BrokerApproval, null)]
    [InlineData(OutcomeKind.Resend, EnrollmentStage.BrokerApproval, null)]
    [InlineData(OutcomeKind.Withdraw, EnrollmentStage.BrokerApproval, EnrollmentOutcome.Withdrawn)]
    [InlineData(OutcomeKind.Expire, EnrollmentStage.BrokerApproval, EnrollmentOutcome.Expired)]
    [InlineData(OutcomeKind.Granted, EnrollmentStage.Completed, EnrollmentOutcome.Completed)]
    [InlineData(OutcomeKind.GiveUp, EnrollmentStage.BrokerApproval, EnrollmentOutcome.Failed)]
    public void It_leads_where_its_kind_says(OutcomeKind kind, EnrollmentStage stage, EnrollmentOutcome? outcome)
    {
        var next = EnrollmentState.Start.After(new OutcomeEvent(1, kind));

        Assert.Equal((stage, outcome, 2), (next.Stage, next.Outcome, next.Step));
    }

    [Fact]
    public void A_hand_over_is_remembered_by_a_resend()
    {
        var next = EnrollmentState.After([new(1, OutcomeKind.HandOver, "dana"), new(2, OutcomeKind.Resend)]);

        Assert.Equal("dana", next.ApproverKey);
    }

    [Fact]
    public void Late_repeated_and_early_answers_change_nothing() => Prop.ForAll(Histories(), history =>
    {
        var answers = history.Select((kind, i) => new OutcomeEvent(i + 1, kind)).ToList();
        var progress = EnrollmentState.After(answers);

        foreach (var other in answers.Append(new OutcomeEvent(progress.Step + 1, OutcomeKind.Withdraw)))
        {
            Assert.Equal(progress, progress.After(other));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_answers_are_read_does_not_matter() => Prop.ForAll(Histories(), history =>
    {
        var answers = history.Select((kind, i) => new OutcomeEvent(i + 1, kind)).ToList();

        Assert.Equal(EnrollmentState.After(answers), EnrollmentState.After(Enumerable.Reverse(answers)));
    }).QuickCheckThrowOnFailure();

    static Arbitrary<OutcomeKind[]> Histories() => Gen.Elements(Enum.GetValues<OutcomeKind>()).ArrayOf().ToArbitrary();
}

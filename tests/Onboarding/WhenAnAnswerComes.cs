using FsCheck;
using FsCheck.Fluent;
using MemberServices.Onboarding;

namespace MemberServices.Tests.Onboarding;

public class WhenAnAnswerComes
{
    [Theory]
    [InlineData(AnswerKind.Approve, EnrollmentStage.Access, null)]
    [InlineData(AnswerKind.ApproveOnBehalf, EnrollmentStage.Access, null)]
    [InlineData(AnswerKind.Decline, EnrollmentStage.BrokerApproval, EnrollmentOutcome.Declined)]
    [InlineData(AnswerKind.NotMyAgent, EnrollmentStage.BrokerApproval, EnrollmentOutcome.Declined)]
    [InlineData(AnswerKind.HandOver, EnrollmentStage.BrokerApproval, null)]
    [InlineData(AnswerKind.ChangeApprover, EnrollmentStage.BrokerApproval, null)]
    [InlineData(AnswerKind.Resend, EnrollmentStage.BrokerApproval, null)]
    [InlineData(AnswerKind.Withdraw, EnrollmentStage.BrokerApproval, EnrollmentOutcome.Withdrawn)]
    [InlineData(AnswerKind.Expire, EnrollmentStage.BrokerApproval, EnrollmentOutcome.Expired)]
    [InlineData(AnswerKind.Granted, EnrollmentStage.Active, EnrollmentOutcome.Active)]
    [InlineData(AnswerKind.GiveUp, EnrollmentStage.BrokerApproval, EnrollmentOutcome.Failed)]
    public void It_leads_where_its_kind_says(AnswerKind kind, EnrollmentStage stage, EnrollmentOutcome? outcome)
    {
        var next = EnrollmentProgress.Start.After(new RoundAnswer(1, kind));

        Assert.Equal((stage, outcome, 2), (next.Stage, next.Outcome, next.Round));
    }

    [Fact]
    public void A_hand_over_is_remembered_by_a_resend()
    {
        var next = EnrollmentProgress.After([new(1, AnswerKind.HandOver, "dana"), new(2, AnswerKind.Resend)]);

        Assert.Equal("dana", next.ApproverId);
    }

    [Fact]
    public void Late_repeated_and_early_answers_change_nothing() => Prop.ForAll(Histories(), history =>
    {
        var answers = history.Select((kind, i) => new RoundAnswer(i + 1, kind)).ToList();
        var progress = EnrollmentProgress.After(answers);

        foreach (var other in answers.Append(new RoundAnswer(progress.Round + 1, AnswerKind.Withdraw)))
        {
            Assert.Equal(progress, progress.After(other));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_answers_are_read_does_not_matter() => Prop.ForAll(Histories(), history =>
    {
        var answers = history.Select((kind, i) => new RoundAnswer(i + 1, kind)).ToList();

        Assert.Equal(EnrollmentProgress.After(answers), EnrollmentProgress.After(Enumerable.Reverse(answers)));
    }).QuickCheckThrowOnFailure();

    static Arbitrary<AnswerKind[]> Histories() => Gen.Elements(Enum.GetValues<AnswerKind>()).ArrayOf().ToArbitrary();
}

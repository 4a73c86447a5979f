using FsCheck;
using FsCheck.Fluent;
using MemberServices.Cases;
using MemberServices.Onboarding;

namespace MemberServices.Tests.Onboarding;

public class WhenAnAnswerComes
{
    static readonly string[] Stages = ["broker-approval", "access"];

    [Theory]
    [InlineData(StepMove.Next, null, "access", null)]
    [InlineData(StepMove.Again, null, "broker-approval", null)]
    [InlineData(StepMove.End, EnrollmentEnd.Declined, "broker-approval", EnrollmentEnd.Declined)]
    public void It_leads_where_its_move_says(StepMove move, EnrollmentEnd? end, string stage, EnrollmentEnd? ended)
    {
        var next = EnrollmentState.Fold(Stages, [Outcome(1, new("chosen", move, end))]);

        Assert.Equal((stage, ended, 2), (next.Stage, next.End, next.Step));
    }

    [Fact]
    public void After_the_last_stage_it_is_completed() => Assert.Equal(
        new EnrollmentState("access", 3, End: EnrollmentEnd.Completed),
        EnrollmentState.Fold(Stages, [Outcome(1, new("approve", StepMove.Next)), Outcome(2, new("granted", StepMove.Next))]));

    [Fact]
    public void A_hand_over_is_remembered_by_a_resend()
    {
        var dana = new AskedPerson(Cast.Dana.MemberKey, Cast.Dana.MemberFullName, Cast.Dana.MemberEmail);
        var next = EnrollmentState.Fold(
            Stages, [Outcome(1, new("hand-over", StepMove.Again, Next: dana)), Outcome(2, new("resend", StepMove.Again))]);

        Assert.Equal("dana", next.ApproverKey);
    }

    [Fact]
    public void Late_repeated_and_early_answers_change_nothing() => Prop.ForAll(Histories(), moves =>
    {
        var outcomes = Outcomes(moves);
        var state = EnrollmentState.Fold(Stages, outcomes);

        foreach (var other in outcomes.Append(Outcome(state.Step + 1, new("withdraw", StepMove.End, EnrollmentEnd.Withdrawn))))
        {
            Assert.Equal(state, state.Apply(Stages, other));
        }
        Assert.Equal(state, EnrollmentState.Fold(Stages, [.. outcomes, .. outcomes]));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_answers_are_read_does_not_matter() => Prop.ForAll(Histories(), moves =>
    {
        var outcomes = Outcomes(moves);
        Assert.Equal(EnrollmentState.Fold(Stages, outcomes), EnrollmentState.Fold(Stages, Enumerable.Reverse(outcomes)));
    }).QuickCheckThrowOnFailure();

    static Arbitrary<StepMove[]> Histories() => Gen.Elements(Enum.GetValues<StepMove>()).ArrayOf().ToArbitrary();

    static List<StepOutcome<EnrollmentOutcome>> Outcomes(StepMove[] moves) =>
        [.. moves.Select((move, i) => Outcome(i + 1, new("chosen", move, move == StepMove.End ? EnrollmentEnd.Declined : null)))];

    static StepOutcome<EnrollmentOutcome> Outcome(int step, EnrollmentOutcome what) =>
        new(step, what, new Actor(ActorKind.Broker, Cast.Bob.MemberFullName), Channel.Form, Mls.MondayMorning);
}

namespace MemberServices.Tests.Cases;

/// <summary>How far a case of three stages has come: a pure fold over its outcomes.</summary>
/// <param name="Step">The present step, from 1.</param>
/// <param name="Stage">The present stage, 1 to 3.</param>
/// <param name="Outcomes">The outcomes so far.</param>
/// <param name="IsOver">Whether no step follows.</param>
sealed record SteppedState(int Step, int Stage, string Outcomes, bool IsOver)
{
    public const string Yes = "yes";
    public const string Again = "again";
    public const string No = "no";
    public const string Lapsed = "lapsed";

    public const int Stages = 3;

    public static SteppedState Start { get; } = new(1, 1, "", false);

    public static SteppedState Of(IReadOnlyDictionary<int, string> outcomes, int until = int.MaxValue)
    {
        var state = Start;
        while (!state.IsOver && state.Step <= until && outcomes.TryGetValue(state.Step, out var outcome))
        {
            state = state.Apply(outcome);
        }

        return state;
    }

    SteppedState Apply(string outcome) => new(
        Step + 1,
        outcome == Yes ? Stage + 1 : Stage,
        $"{Outcomes}{outcome} ",
        outcome is No or Lapsed || outcome == Yes && Stage == Stages);
}

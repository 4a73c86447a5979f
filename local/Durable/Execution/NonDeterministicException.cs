namespace Local.Durable;

/// <summary>The code took other steps than its history says. The instance fails with this as its failure.</summary>
sealed class NonDeterministicOrchestrationException(Step recorded, Step? taken) : Exception(Text(recorded, taken))
{
    static string Text(Step recorded, Step? taken) =>
        $"Non-deterministic orchestrator: at step #{recorded.Id} history says '{recorded.Describe()}', but the code "
        + (taken is null ? "did not get that far" : $"did '{taken.Describe()}'")
        + ". Was the orchestrator changed while this instance ran? Give the changed code a new version, or let running instances end first.";
}

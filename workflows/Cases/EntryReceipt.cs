namespace MemberServices.Cases;

/// <summary>What somebody is told who did something with a case that goes by its log alone; a repeat is told the same.</summary>
/// <param name="Id">Which case.</param>
/// <param name="Number">Which entry of its log.</param>
/// <param name="Kind">What was recorded.</param>
/// <param name="At">When.</param>
/// <param name="By">Who did it.</param>
public sealed record EntryReceipt(CaseId Id, int Number, string Kind, DateTimeOffset At, Actor By)
{
    public static EntryReceipt Of(CaseId id, CaseEntry entry) => new(id, entry.Number, entry.Kind, entry.At, entry.By);
}

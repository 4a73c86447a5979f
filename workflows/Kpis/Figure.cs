namespace MemberServices.Kpis;

/// <summary>Something that is counted, by the MLS's local day.</summary>
/// <param name="Id">"tickets.opened".</param>
/// <param name="Counts">What counts, in a sentence that stands beside the number.</param>
/// <param name="IsShare">Whether it is a part of something: then the whole is counted beside it.</param>
public sealed record Figure(string Id, string Counts, bool IsShare = false);

/// <summary>What an event adds to a figure.</summary>
/// <param name="Figure">Which, by its id.</param>
/// <param name="At">When it happened: that day's figure changes, however late we hear of it.</param>
/// <param name="By">What it is told apart by, such as ("channel", "email"), always in the same order: nothing about a person.</param>
/// <param name="Numerator">How many; less than 0 takes back.</param>
/// <param name="Denominator">Of how many; 0 for a figure that is no share.</param>
public sealed record Count(string Figure, DateTimeOffset At, IReadOnlyList<KeyValuePair<string, string>> By, int Numerator = 1, int Denominator = 0);

/// <summary>A running total of a day.</summary>
/// <inheritdoc cref="Count"/>
public sealed record DayTotal(DateOnly Day, string Figure, IReadOnlyDictionary<string, string> By, long Numerator, long Denominator);

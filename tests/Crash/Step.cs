namespace MemberServices.Tests.Crash;

/// <summary>One thing that somebody does; done again, it is the same thing.</summary>
/// <param name="What">For the ledger.</param>
/// <param name="DoAsync">Ends when the app has acknowledged it.</param>
public sealed record Deed(string What, Func<Clients, Task> DoAsync);

/// <summary>A part of the run: what people do side by side, or a move of the clock.</summary>
/// <param name="Deeds">In any order; none: the clock moves.</param>
/// <param name="At">Where the clock moves to; null: only what is due now is run.</param>
public sealed record Step(IReadOnlyList<Deed> Deeds, DateTimeOffset? At = null);

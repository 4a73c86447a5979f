namespace MemberServices.Cases;

/// <summary>
/// A case's orchestration's input and its whole memory. Nothing about a person is in it: that is in the case's table,
/// where it can be erased. Policies and calendars lie in the case's row.
/// </summary>
/// <param name="Version">The shape of <paramref name="State"/>. A changed shape gets a new number, and the orchestration migrates what it is given.</param>
/// <param name="State">How far the case has come; null when it begins.</param>
public sealed record CaseInput<TState>(int Version, TState? State = null) where TState : class;

namespace MemberServices.Cases;

/// <summary>A step of a case: an activity's input.</summary>
/// <param name="Case">Which case.</param>
/// <param name="Number">From 1, over all stages.</param>
public sealed record StepId(CaseId Case, int Number);

/// <summary>Opens a step.</summary>
/// <param name="Step">Which.</param>
/// <param name="At">When: a repeat, however late, tells the same.</param>
public sealed record StepOpening(StepId Step, DateTimeOffset At);

/// <summary>Looks after an open step.</summary>
/// <param name="Step">Which.</param>
/// <param name="Due">What is due: everything of that instant. Nothing may be, when something of the case has changed.</param>
/// <param name="Number">Which look at the step it is, from 1.</param>
/// <param name="At">When it began, at <paramref name="Due"/> or later: a repeat, however late, tells the same.</param>
public sealed record StepFollowUp(StepId Step, DateTimeOffset Due, int Number, DateTimeOffset At);

/// <summary>Takes back what a case did.</summary>
/// <param name="Case">Which case.</param>
/// <param name="Since">When it was begun.</param>
/// <param name="Number">Which try it is, from 1.</param>
/// <param name="At">When this try began.</param>
public sealed record CaseUndo(CaseId Case, DateTimeOffset Since, int Number, DateTimeOffset At);

/// <summary>A look at a case that has no steps, only a log.</summary>
/// <param name="Case">Which case.</param>
/// <param name="At">When it began.</param>
public sealed record CaseLook(CaseId Case, DateTimeOffset At);

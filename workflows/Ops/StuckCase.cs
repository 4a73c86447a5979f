using MemberServices.Cases;

namespace MemberServices.Ops;

/// <summary>A case that should have gone on, and hasn't.</summary>
/// <param name="Id">Which.</param>
/// <param name="Stage">Where it is, or where it ended; empty when its orchestration never began.</param>
/// <param name="Step">The number of its step.</param>
/// <param name="DueAt">Since when.</param>
/// <param name="Why">What is wrong, in words.</param>
/// <param name="CanBeMended">Whether the app does it by itself; else somebody must.</param>
public sealed record StuckCase(CaseId Id, string Stage, int Step, DateTimeOffset DueAt, string Why, bool CanBeMended);

/// <summary>An orchestration that failed, or that runs without its case.</summary>
/// <param name="Instance">Its id, which is its case's number or begins with it.</param>
/// <param name="Name">The workflow's.</param>
/// <param name="Status">"failed", "running", "pending" or "suspended".</param>
/// <param name="Since">When it last did something.</param>
/// <param name="HasCase">Whether its case is there.</param>
public sealed record StuckOrchestration(string Instance, string Name, string Status, DateTimeOffset Since, bool HasCase);

/// <param name="Cases">The longest due first.</param>
/// <param name="Orchestrations">Those that failed, then those that run without their case.</param>
/// <param name="After">Hand it in to get what follows; null when nothing does.</param>
public sealed record StuckPage(IReadOnlyList<StuckCase> Cases, IReadOnlyList<StuckOrchestration> Orchestrations, string? After);

using MemberServices.Staff;

namespace MemberServices.Desk.Work;

/// <summary>What somebody has to do apart from work items, such as the tickets that they have; registered by its feature. What it reads is bounded.</summary>
public interface IDeskWork
{
    /// <summary>What is the person's, in any order.</summary>
    Task<IReadOnlyList<DueCase>> OfAsync(PersonInRoles who, CancellationToken cancellationToken);
}

/// <summary>A case with which somebody has to do something.</summary>
/// <param name="Due">By when.</param>
/// <param name="Title">What: "Answer Jane Doe".</param>
/// <param name="Number">The case's.</param>
/// <param name="About">In a line what it is about.</param>
/// <param name="Address">Where it is done.</param>
/// <param name="Act">The button's word: "Answer".</param>
/// <param name="HandOver">Where it is handed over, or null.</param>
public sealed record DueCase(DateTimeOffset Due, string Title, string Number, string About, string Address, string Act, string? HandOver);

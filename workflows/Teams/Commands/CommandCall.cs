using MemberServices.Fields;
using MemberServices.Staff;
using MemberServices.WorkItems;
using Microsoft.DurableTask.Client;

namespace MemberServices.Teams;

/// <summary>A command that somebody typed.</summary>
/// <param name="Person">Who: their roles are as the directory says now.</param>
/// <param name="Fields">What they typed, by the usage's names.</param>
/// <param name="Key">Names the message: the same again is the same call.</param>
/// <param name="Client">The trigger's binding.</param>
public sealed record CommandCall(PersonInRoles Person, FieldReader Fields, string Key, DurableTaskClient Client)
{
    /// <summary>The person, as the story of a work item shows them.</summary>
    public WorkItemActor ActorOfWork => new(Person, $"{Person.Person.Name} (in Teams)");
}

/// <summary>What a command is answered.</summary>
/// <param name="Card">What is shown; null: there are errors.</param>
/// <param name="Errors">What to correct; the usage and an example are added.</param>
public sealed record CommandAnswer(Card? Card, IReadOnlyList<FieldError> Errors)
{
    public static CommandAnswer Of(Card card) => new(card, []);

    public static CommandAnswer Wrong(params IReadOnlyList<FieldError> errors) => new(null, errors);
}

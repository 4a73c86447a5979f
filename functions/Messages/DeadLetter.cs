namespace MemberServices.Messages;

/// <summary>Why a message can't be used, as it is told to whoever looks into the dead letters.</summary>
/// <param name="Reason">Begins with the field, where a field is wrong.</param>
/// <param name="Description">All of it.</param>
public sealed record DeadLetter(string Reason, string Description)
{
    /// <summary>The first error is the reason, all of them are the description; null when there are none.</summary>
    public static DeadLetter? For(IReadOnlyList<MessageError> errors) =>
        errors.Count == 0 ? null : new DeadLetter(errors[0].ToString(), string.Join("; ", errors));
}

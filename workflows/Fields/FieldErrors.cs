using System.Collections;

namespace MemberServices.Fields;

/// <summary>Collects what is wrong with the fields of one input, in their order.</summary>
public sealed class FieldErrors : IReadOnlyList<FieldError>
{
    readonly List<FieldError> errors = [];

    public int Count => errors.Count;

    public FieldError this[int index] => errors[index];

    /// <summary>Notes an error unless the rule holds.</summary>
    /// <param name="holds">The rule.</param>
    /// <param name="field">The field's name in JSON and in the form.</param>
    /// <param name="message">A sentence that says what to enter.</param>
    public void Must(bool holds, string field, string message)
    {
        if (!holds)
        {
            errors.Add(new FieldError(field, message));
        }
    }

    public IEnumerator<FieldError> GetEnumerator() => errors.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

using MemberServices.Fields;

namespace MemberServices.Tickets.Opening;

/// <summary>The contact form as it is shown: empty, or with what must be corrected.</summary>
/// <param name="Values">What stands in the fields.</param>
/// <param name="FormToken">The form's mark.</param>
/// <param name="Errors">What must be corrected, by field.</param>
/// <param name="Problem">What is wrong apart from the fields, or null.</param>
public sealed record ContactForm(TicketRequest Values, string FormToken, IReadOnlyList<FieldError> Errors, string? Problem = null)
{
    public static TicketRequest Empty { get; } = new("", "", null, null, "", Priority.Normal, "", "");

    public string? Error(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Message;
}

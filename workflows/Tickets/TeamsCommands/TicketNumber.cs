using MemberServices.Cases;
using MemberServices.Fields;

namespace MemberServices.Tickets.TeamsCommands;

/// <summary>The field that names a ticket.</summary>
static class TicketNumber
{
    public const string Field = "number";

    static readonly FieldRule Rule = new("the ticket’s number", 40, "Write the ticket’s number. To find it: find and the person’s name.")
    {
        Problem = text => CaseId.TryParse(text, out var id) && id.Kind == CaseKind.Ticket ? null : "Write the ticket’s number as it stands in its mails: TK- and six signs.",
    };

    /// <summary>Null: it is none, which the reader has noted.</summary>
    public static CaseId? Read(FieldReader fields) => CaseId.TryParse(fields.Text(Field, Rule), out var id) && id.Kind == CaseKind.Ticket ? id : null;

    public static FieldError Unknown(CaseId id) => new(Field, $"There is no ticket {id}. Look at its number, or find it by the person’s name.", FieldCodes.Unknown);
}

using MemberServices.Cases;
using MemberServices.Fields;

namespace MemberServices.Onboarding.TeamsCommands;

/// <summary>The field that names an enrollment.</summary>
static class CaseNumber
{
    public const string Field = "number";

    static readonly FieldRule Rule = new("the case’s number", 40, "Write the case’s number. To find it: find and the person’s name.")
    {
        Problem = text => CaseId.TryParse(text, out var id) && id.Kind == CaseKind.Enrollment ? null : "Write the case’s number as it stands in its mails: EN- and six signs.",
    };

    /// <summary>Null: it is none, which the reader has noted.</summary>
    public static CaseId? Read(FieldReader fields) => CaseId.TryParse(fields.Text(Field, Rule), out var id) && id.Kind == CaseKind.Enrollment ? id : null;

    public static FieldError Unknown(CaseId id) => new(Field, $"There is no enrollment {id}. Look at its number, or find it by the person’s name.", FieldCodes.Unknown);
}

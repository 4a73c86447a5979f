using MemberServices.Cases;
using MemberServices.Complaints.Owning;
using MemberServices.Complaints.Opening;
using MemberServices.Fields;
using MemberServices.Teams;

namespace MemberServices.Complaints.TeamsCommands;

/// <summary>Reads which complaint a command is about, for somebody who may look at it.</summary>
public sealed class ComplaintNumber(ComplaintService complaints, ComplaintOwners owners)
{
    public const string Field = "number";

    static readonly FieldRule Rule = new("the complaint’s number", 40, "Write the complaint’s number. To find it: find and the person’s name.")
    {
        Problem = text => CaseId.TryParse(text, out var id) && id.Kind == CaseKind.Complaint ? null : "Write the complaint’s number as it stands in its mails: CP- and six signs.",
    };

    /// <summary>The complaint; null: there is none, or it isn't shown to them, and the fields have the error.</summary>
    public async Task<ComplaintRecord?> ReadAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (!CaseId.TryParse(call.Fields.Text(Field, Rule), out var id) || id.Kind != CaseKind.Complaint)
        {
            return null;
        }
        var record = await complaints.FindAsync(id, cancellationToken);
        call.Fields.Must(record is not null, Field, $"There is no complaint {id}. Look at its number, or find it by the person’s name.", FieldCodes.Unknown);
        var isShown = record is not null && await owners.MayOwnAsync(record, call.Person.Person);
        call.Fields.Must(record is null || isShown, Field, "This complaint is about you, or by you: others see to it.");
        return isShown ? record : null;
    }
}

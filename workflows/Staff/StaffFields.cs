using MemberServices.Directory;
using MemberServices.Fields;

namespace MemberServices.Staff;

/// <summary>Who of the staff a request is made for: its field <c>by</c>.</summary>
public static class StaffFields
{
    static readonly FieldRule By = FieldRules.Email("the email address of who steps in") with { Empty = "Say who steps in, by their email address." };

    /// <summary>Reads <c>by</c> and looks the person up; a name that anybody can type isn't taken. Null when something is wrong with it.</summary>
    /// <exception cref="TransientDirectoryException">The directory can't say now who works here.</exception>
    public static async Task<StaffPerson?> ReadByAsync(this StaffDirectory staff, FieldReader fields)
    {
        var address = fields.Text("by", By);
        var person = fields.Errors.Count == 0 ? (await staff.FindAsync(address))?.Person : null;
        fields.Must(
            person is not null, "by", "Send the email address of somebody of the staff: nobody in the groups of the roles has this one.", FieldCodes.Unknown);
        return person;
    }
}

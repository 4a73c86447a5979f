using System.ComponentModel.DataAnnotations;
using MemberServices.Fields;

namespace MemberServices.Policies;

/// <summary>Named in mails and pages as the people to ask.</summary>
/// <param name="Email">An address that people read.</param>
/// <param name="Phone">As it is to be shown, of 7 to 15 digits.</param>
public sealed record SupportContact(
    [property: RegularExpression(PolicyLimits.Email, ErrorMessage = "must be an email address")] string Email,
    [property: RegularExpression("([ +().x-]*[0-9]){7,15}[ +().x-]*", ErrorMessage = "must be a phone number of 7 to 15 digits")] string Phone) : IPolicySection
{
    public void Check(PolicyCheck check) =>
        check.At("email").Must(EmailAddress.IsValid(Email), "must be an email address", $"\"{Email}\"");
}

using MemberServices.Fields;

namespace MemberServices.Policies;

/// <summary>Named in mails and pages as the people to ask.</summary>
/// <param name="Email">An address that people read.</param>
/// <param name="Phone">As it is to be shown.</param>
public sealed record SupportContact(string Email, string Phone) : IPolicySection
{
    public void Check(PolicyCheck check)
    {
        check.At("email").Must(EmailAddress.IsValid(Email), "must be an email address", $"\"{Email}\"");
        check.At("phone").Must(
            Phone.Count(char.IsAsciiDigit) is >= 7 and <= 15 && Phone.All(c => char.IsAsciiDigit(c) || " +-().x".Contains(c)),
            "must be a phone number of 7 to 15 digits", $"\"{Phone}\"");
    }
}

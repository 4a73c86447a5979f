using MemberServices.Fields;
using MemberServices.Members;
using MemberServices.Onboarding.Applying;

namespace MemberServices.Tests.Members;

/// <summary>Members who were applicants before.</summary>
static class Enrolled
{
    public static readonly StateLicense Texas = Cast.Jane.License!;

    public static readonly StateLicense Oklahoma = Cast.Paul.License!;

    public static readonly Member Jane = Member(Cast.Jane, "EN-2345AB");

    /// <summary>Who has Jane's license now, and had one of Oklahoma.</summary>
    public static readonly Member Paul = Member(Cast.Paul, "EN-2345CD").With(Texas);

    public static Member With(this Member member, StateLicense license) =>
        member with { MemberStateLicenseState = license.State, MemberStateLicense = license.Number };

    static Member Member(Application who, string id) => new(
        who.MemberKey, null, who.MemberFullName, who.MemberEmail, who.MemberPreferredPhone, who.MemberStateLicense, who.MemberStateLicenseState,
        null, who.MemberType, who.OfficeKey, Mls.MondayMorning, EnrollmentCaseId: id);
}

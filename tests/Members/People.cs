using MemberServices.Fields;
using MemberServices.Members;

namespace MemberServices.Tests.Members;

static class People
{
    public static readonly StateLicense Texas = StateLicense.Create("TX", "123456");

    public static readonly StateLicense Oklahoma = StateLicense.Create("OK", "777");

    public static readonly Member Jane = new(
        "TX-123456", null, "Jane Doe", "jane@example.com", "512-555-0100", "123456", "TX", null, "agent", "lakeview",
        Mls.MondayMorning, EnrollmentCaseId: "EN-2345AB");

    public static readonly Member Paul = Jane with
    {
        MemberKey = "OK-777",
        MemberFullName = "Paul Poe",
        MemberEmail = "paul@example.com",
        EnrollmentCaseId = "EN-2345CD",
    };

    public static Member With(this Member member, StateLicense license) =>
        member with { MemberStateLicenseState = license.State, MemberStateLicense = license.Number };
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Links;
using MemberServices.Onboarding;
using MemberServices.Onboarding.BrokerApproval;
using MemberServices.Tests.Calendar;

namespace MemberServices.Tests.Worker;

/// <summary>An enrollment that waits for its broker, in the tables of the running app, and the links that were mailed for it.</summary>
sealed record Case(CaseId Id, string ApprovalToken, string ProgressToken)
{
    static readonly EscalationPolicy Days = new() { ReminderDays = [], StaffDays = 7, EndDays = 14 };

    public static async Task<Case> OpenAsync(RunningApp app)
    {
        // The app makes the tables when it starts.
        await app.HostAsync();
        var tables = await app.OpenTablesAsync();
        var cases = Table(tables);
        var now = TimeProvider.System.GetUtcNow();
        var id = await cases.OpenAsync(
            new EnrollmentOpened(
                Cast.Jane, Cast.Lakeview.OfficeName, now, new Actor(ActorKind.Applicant, Cast.Jane.MemberFullName), Channel.Form, Calendars.Chicago,
                [new StagePolicy(BrokerApprovalStage.StageId, Days), new StagePolicy("access", Days)]),
            request: null);
        await cases.AddStepAsync(id, new CaseStep(
            1, BrokerApprovalStage.StageId, new AskedPerson(Cast.Bob.MemberKey, Cast.Bob.MemberFullName, Cast.Bob.MemberEmail), now,
            EscalationSchedule.Create(Days, new BusinessCalendar(Calendars.Chicago), now)));
        return new Case(
            id,
            await LinkAsync(tables, LinkPurpose.Approval, id, Cast.Bob.MemberEmail, now),
            await LinkAsync(tables, LinkPurpose.Progress, id, Cast.Jane.MemberEmail, now));
    }

    public static CaseTable<EnrollmentOpened, EnrollmentOutcome> Table(TableServiceClient tables) =>
        new(tables, CaseKind.Enrollment, EnrollmentOpened.TableName);

    // Opened just before: a first opening is told on the bus, which isn't there.
    static async Task<string> LinkAsync(TableServiceClient tables, LinkPurpose purpose, CaseId id, string person, DateTimeOffset now)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        await tables.GetTableClient(LinkTable.TableName).AddEntityAsync(new TableEntity(key, $"{purpose}")
        {
            ["Case"] = id.ToString(),
            ["Step"] = 1,
            ["Person"] = person,
            ["Expires"] = now.AddDays(7),
            ["OpenedAt"] = now,
        });
        return token;
    }
}

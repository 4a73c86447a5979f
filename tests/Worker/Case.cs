using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using MemberServices.Links;
using MemberServices.Onboarding;

namespace MemberServices.Tests.Worker;

/// <summary>An enrollment that waits for its broker, in the tables of the running app, and the links that were mailed for it.</summary>
sealed record Case(string Id, string ApprovalToken, string ProgressToken)
{
    static readonly Application Application = new("Jane Agent", "jane@example.org", "512-555-0100", "123456", "TX", "lakeview", "agent");

    public static async Task<Case> OpenAsync(RunningApp app)
    {
        // The app makes the tables when it starts.
        await app.HostAsync();
        var tables = await app.OpenTablesAsync();
        var enrollments = new EnrollmentTable(tables);
        var (id, now) = (EnrollmentId.New(), TimeProvider.System.GetUtcNow());
        await enrollments.AddCaseAsync(id, new EnrollmentOpened(Application, "Lakeview Realty", now, Application.MemberFullName, EnrollmentService.Web));
        await enrollments.AddStepAsync(
            id, new Step(1, EnrollmentStage.BrokerApproval, new AskedBroker("bob", "Bob Broker", "bob@lakeview.example"), now, now.AddDays(7), null, []));
        return new Case(
            id,
            await LinkAsync(tables, LinkPurpose.Approval, id, "bob@lakeview.example", now),
            await LinkAsync(tables, LinkPurpose.Progress, id, Application.MemberEmail, now));
    }

    // Opened just before: a first opening is told on the bus, which isn't there.
    static async Task<string> LinkAsync(TableServiceClient tables, LinkPurpose purpose, string id, string person, DateTimeOffset now)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        await tables.GetTableClient(LinkTable.TableName).AddEntityAsync(new TableEntity(key, $"{purpose}")
        {
            ["Case"] = id,
            ["Step"] = 1,
            ["Person"] = person,
            ["Expires"] = now.AddDays(7),
            ["OpenedAt"] = now,
        });
        return token;
    }
}

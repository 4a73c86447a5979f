using System.Text.Json;
using System.Text.Json.Nodes;
using MemberServices.Messages;
using MemberServices.Offices;
using MemberServices.Onboarding.Applying;

namespace MemberServices.Tests;

/// <summary>The association's system says who is a member, and what an office is.</summary>
public sealed partial class Mls
{
    /// <summary>A message of the association's.</summary>
    /// <param name="type">"roster.member".</param>
    /// <param name="data">An object.</param>
    /// <param name="at">When it was said; null: now.</param>
    /// <param name="id">Null: a new one.</param>
    public Task Says(string type, object data, DateTimeOffset? at = null, string? id = null) =>
        Puts(Bus.Commands, Message(type, data, at ?? Now, id ?? Guid.NewGuid().ToString("N")));

    public static string Message(string type, object data, DateTimeOffset? at, string id)
    {
        var message = new JsonObject { ["specversion"] = "1.0", ["id"] = id, ["source"] = "/association", ["type"] = type, ["data"] = JsonSerializer.SerializeToNode(data) };
        if (at is { } time)
        {
            message["time"] = $"{time:O}";
        }
        return message.ToJsonString();
    }

    /// <summary>An agent's record in the roster: with a key of the association's unless it is told.</summary>
    public static Dictionary<string, object?> RecordOf(Application who, string? key = null, string status = "Active") => new()
    {
        ["memberKey"] = key ?? who.MemberKey,
        ["memberFullName"] = who.MemberFullName,
        ["memberEmail"] = who.MemberEmail,
        ["memberPreferredPhone"] = who.MemberPreferredPhone,
        ["memberStateLicense"] = who.MemberStateLicense,
        ["memberStateLicenseState"] = who.MemberStateLicenseState,
        ["memberType"] = "Agent",
        ["officeKey"] = who.OfficeKey,
        ["memberStatus"] = status,
    };

    public static Dictionary<string, object?> RecordOf(Office office, string status = "Active") => new()
    {
        ["officeKey"] = office.OfficeKey,
        ["officeName"] = office.OfficeName,
        ["officeBrokerKey"] = office.OfficeBrokerKey,
        ["delegates"] = office.Delegates,
        ["officeStatus"] = status,
        ["brokers"] = office.Brokers.Select(broker => new
        {
            memberKey = broker.MemberKey,
            memberFullName = broker.MemberFullName,
            memberEmail = broker.MemberEmail,
            memberStateLicense = broker.MemberStateLicense,
            memberStateLicenseState = broker.MemberStateLicenseState,
        }),
    };

    public Task SaysMember(Application who, DateTimeOffset? at = null, string status = "Active", string? key = null, string? id = null) =>
        Says("roster.member", RecordOf(who, key, status), at, id);

    public Task SaysOffice(Office office, DateTimeOffset? at = null, string status = "Active") => Says("roster.office", RecordOf(office, status), at);

    /// <summary>A member as the API shows them; null: nobody.</summary>
    public async Task<MemberServices.Members.Member?> Member(string key)
    {
        using var answer = await Api.GetAsync($"/api/members/{key}");
        return answer.IsSuccessStatusCode ? (await Json(answer)).Deserialize<MemberServices.Members.Member>(JsonSerializerOptions.Web) : null;
    }
}

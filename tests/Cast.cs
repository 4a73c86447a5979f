using MemberServices.Offices;
using MemberServices.Onboarding.Applying;
using MemberServices.Onboarding.BrokerApproval;

namespace MemberServices.Tests;

/// <summary>Everybody who appears in stories. The offices and the staff are those of the samples.</summary>
public static class Cast
{
    /// <summary>The version of the rules that all of them agreed to.</summary>
    public const string Rules = "2026-1";

    /// <summary>Agents of Lakeview Realty, which they apply for; Paul's license is of another state.</summary>
    public static readonly Application
        Jane = new("Jane Doe", "jane@example.com", "512-555-0100", "123456", "TX", "lakeview", "agent", Rules),
        John = new("John Roe", "john@example.com", "512-555-0101", "654321", "TX", "lakeview", "agent", Rules),
        Paul = new("Paul Poe", "paul@example.com", "512-555-0102", "777", "OK", "lakeview", "agent", Rules);

    /// <summary>An agent of whom nothing, not even a part of her address, is in any text of the app.</summary>
    public static readonly Application Quilla = new("Quilla Varga", "quilla.varga@agents.example", "512-555-0187", "778899", "TX", "lakeview", "agent", Rules);

    /// <summary>A stranger, who types Jane's license into the form.</summary>
    public static readonly Application Eve = Jane with { MemberFullName = "Eve Mallory", MemberEmail = "eve@example.com", MemberPreferredPhone = "512-555-0199" };

    public static readonly Office Lakeview = SampleOffices.Offices[0], HillCountry = SampleOffices.Offices[1], Solo = SampleOffices.Offices[2];

    /// <summary>Lakeview's broker of record, and to whom he can hand over.</summary>
    public static readonly OfficeBroker Bob = Lakeview.Broker("bob")!, Dana = Lakeview.Broker("dana")!;

    /// <summary>The same at Hill Country.</summary>
    public static readonly OfficeBroker Maria = HillCountry.Broker("maria")!, Sam = HillCountry.Broker("sam")!;

    /// <summary>The only one at Solo.</summary>
    public static readonly OfficeBroker Stella = Solo.Broker("stella")!;

    /// <summary>Level I support, who calls brokers and steps in; a manager, of finance; the executive.</summary>
    public static readonly Person
        Sarah = new("Sarah Lindqvist", "sarah.lindqvist@lakeshore-mls.example"),
        Diego = new("Diego Santos", "diego.santos@lakeshore-mls.example"),
        Hannah = new("Hannah Weiss", "hannah.weiss@lakeshore-mls.example"),
        Elena = new("Elena Voss", "elena.voss@lakeshore-mls.example"),
        Ruth = new("Ruth Calloway", "ruth.calloway@lakeshore-mls.example");

    /// <summary>Level II support: Priya is the manager of all at Level I and of Tom; Marcus is hers, and Victor is of operations.</summary>
    public static readonly Person
        Priya = new("Priya Raman", "priya.raman@lakeshore-mls.example"),
        Tom = new("Tom Okafor", "tom.okafor@lakeshore-mls.example"),
        Marcus = new("Marcus Bell", "marcus.bell@lakeshore-mls.example"),
        Victor = new("Victor Lam", "victor.lam@lakeshore-mls.example");

    /// <summary>What somebody types into the form.</summary>
    public static Dictionary<string, string> Fields(this Application who) => new()
    {
        ["memberFullName"] = who.MemberFullName,
        ["memberEmail"] = who.MemberEmail,
        ["memberPreferredPhone"] = who.MemberPreferredPhone,
        ["memberStateLicense"] = who.MemberStateLicense,
        ["memberStateLicenseState"] = who.MemberStateLicenseState,
        ["officeKey"] = who.OfficeKey,
        ["memberType"] = who.MemberType,
        ["rulesVersion"] = who.RulesVersion ?? "",
    };
}

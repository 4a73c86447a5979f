using System.Text.RegularExpressions;

namespace MemberServices.Tests.Architecture;

/// <summary>In <c>workflows/</c> folders are features, and dependencies run one way: from what a member meets down to the leaves.</summary>
public sealed partial class WhenFoldersDependOnEachOther
{
    /// <summary>Each folder with those that it may use. A folder stands after all that it may use, so there can be no circle.</summary>
    static readonly (string Folder, string[] MayUse)[] Allowed =
    [
        ("Fields", []),
        ("Policies", ["Fields"]),
        ("Calendar", ["Policies"]),
        ("Tables", []),
        ("Messages", ["Fields"]),
        ("Retention", ["Policies"]),
        ("People", ["Fields", "Tables"]),
        ("Links", ["Messages", "People", "Policies", "Retention", "Tables"]),
        ("Pages", ["Calendar", "Fields", "Links", "Policies", "Tables"]),
        ("Mail", ["Fields", "Links", "Messages", "Pages", "People", "Policies", "Retention", "Tables"]),
        ("Directory", ["Links", "People", "Tables"]),
        ("Staff", ["Directory", "Fields", "People", "Policies", "Retention", "Tables"]),
        ("WorkItems", ["Calendar", "Directory", "Mail", "Messages", "Pages", "People", "Policies", "Retention", "Staff", "Tables"]),
        ("Interactions", ["Fields", "Messages", "People", "Retention", "Tables"]),
        ("Kpis", ["Calendar", "Messages", "Tables"]),
        ("Cases", ["Calendar", "Fields", "Interactions", "Links", "Mail", "Messages", "People", "Policies", "Retention", "Staff", "Tables", "WorkItems"]),
        ("Desk", ["Calendar", "Cases", "Fields", "Pages", "Policies", "Retention", "Staff", "Tables", "WorkItems"]),
        ("Bounces", ["Cases", "Fields", "Mail", "Messages", "Policies"]),
        ("Offices", ["Desk", "Fields", "Messages", "Pages", "People", "Tables"]),
        ("Members", ["Cases", "Desk", "Fields", "Interactions", "Messages", "Pages", "People", "Tables"]),
        ("Roster", ["Cases", "Fields", "Members", "Messages", "Offices", "People", "Policies"]),
        ("Contacts", ["Cases", "Fields", "Interactions", "Members", "Messages", "People", "Retention", "Tables"]),
        ("Ops", ["Cases", "Mail", "Messages", "Retention", "Tables"]),
        ("Confirming", ["Cases", "Fields", "Links", "Mail", "Messages", "Pages", "People", "Retention", "Tables"]),
        ("LostLinks", ["Cases", "Confirming", "Fields", "Links", "Mail", "Messages", "Pages", "Policies"]),
        ("Teams", ["Calendar", "Directory", "Fields", "Links", "Messages", "Pages", "Policies", "Retention", "Staff", "Tables", "WorkItems"]),
        ("Onboarding", ["Calendar", "Cases", "Confirming", "Desk", "Directory", "Fields", "Interactions", "Links", "LostLinks", "Mail", "Members", "Messages", "Offices", "Pages", "People", "Policies", "Retention", "Staff", "Tables", "Teams", "WorkItems"]),
        ("Surveys", ["Calendar", "Cases", "Contacts", "Desk", "Fields", "Links", "Mail", "Members", "Messages", "Offices", "Pages", "People", "Policies", "Retention", "Staff", "Tables", "Teams", "WorkItems"]),
        ("Complaints", ["Calendar", "Cases", "Confirming", "Contacts", "Desk", "Directory", "Fields", "Kpis", "Links", "LostLinks", "Mail", "Members", "Messages", "Pages", "People", "Policies", "Retention", "Staff", "Tables", "Teams", "WorkItems"]),
        ("Tickets", ["Calendar", "Cases", "Confirming", "Contacts", "Desk", "Fields", "Kpis", "Links", "LostLinks", "Mail", "Members", "Messages", "Pages", "People", "Policies", "Retention", "Staff", "Teams", "WorkItems"]),
    ];

    static readonly string Root = Path.Combine(Repository.Root, "workflows");

    [Fact]
    public void Each_uses_only_those_that_it_may_use()
    {
        var uses =
            from rule in Allowed
            from file in Sources(rule.Folder)
            from used in UsedIn(File.ReadAllText(file), rule.Folder)
            where !rule.MayUse.Contains(used)
            select $"{rule.Folder} must not use {used}: {Path.GetFileName(file)}";

        Assert.Empty(uses.Distinct());
    }

    [Fact]
    public void Every_folder_has_its_place_below_those_that_use_it()
    {
        var folders = System.IO.Directory.GetDirectories(Root).Where(path => Sources(Path.GetFileName(path)).Length > 0).Select(Path.GetFileName);
        Assert.Equal(folders.Order(), Allowed.Select(rule => rule.Folder).Order());

        for (var i = 0; i < Allowed.Length; i++)
        {
            Assert.Subset(Allowed.Take(i).Select(rule => rule.Folder).ToHashSet(), Allowed[i].MayUse.ToHashSet());
        }
    }

    static string[] Sources(string? folder) =>
        [.. System.IO.Directory.EnumerateFiles(Path.Combine(Root, folder!), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor" && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))];

    // By a using, or by a type's name behind the folder's.
    static IEnumerable<string> UsedIn(string source, string own) =>
        Allowed.Select(rule => rule.Folder).Where(folder => folder != own
            && (Usings().Matches(source).Any(match => match.Groups[1].Value == folder)
                || Regex.IsMatch(source, $@"(?<![\w.]){folder}\.[A-Z]\w*Policy\b|(?<![\w.]){folder}\.(?:{string.Join('|', TypesOf(folder))})\b")));

    static IEnumerable<string> TypesOf(string folder) => Sources(folder).Select(file => Path.GetFileName(file).Split('.')[0]).Distinct();

    [GeneratedRegex(@"using (?:static )?MemberServices\.(\w+)")]
    private static partial Regex Usings();
}

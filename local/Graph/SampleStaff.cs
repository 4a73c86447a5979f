namespace Local.Graph;

/// <summary>
/// The people of Lakeshore MLS and their groups, which the <c>staff.roles</c> of <c>policies.json</c> name. They are put
/// there once: what is changed afterwards stays changed.
/// </summary>
public static class SampleStaff
{
    static readonly (string Name, string Group, string[] People)[] Groups =
    [
        ("Level I support", Level1, ["sarah.lindqvist", "diego.santos", "hannah.weiss"]),
        ("Level II support", Level2, ["priya.raman", "tom.okafor"]),
        ("Trainers", Trainers, ["omar.haddad", "grace.nakamura"]),
        ("Finance", Finance, ["elena.voss"]),
        ("Account managers", AccountManagers, ["will.brennan", "nina.kowalski"]),
        ("Managers", Managers, ["marcus.bell", "elena.voss"]),
        ("Executive", Executive, ["ruth.calloway"]),
        ("Editors", Editors, ["grace.nakamura", "nina.kowalski"]),
        ("Operations", Ops, ["victor.lam"]),
        ("Leaders", Leaders, ["ruth.calloway", "marcus.bell", "elena.voss"]),
    ];

    // Whoever is a manager stands before those whose manager they are.
    static readonly (string Name, string? Manager)[] People =
    [
        ("Ruth Calloway", null),
        ("Marcus Bell", "ruth.calloway"),
        ("Elena Voss", "ruth.calloway"),
        ("Victor Lam", "ruth.calloway"),
        ("Priya Raman", "marcus.bell"),
        ("Omar Haddad", "marcus.bell"),
        ("Will Brennan", "marcus.bell"),
        ("Nina Kowalski", "marcus.bell"),
        ("Grace Nakamura", "omar.haddad"),
        ("Tom Okafor", "priya.raman"),
        ("Sarah Lindqvist", "priya.raman"),
        ("Diego Santos", "priya.raman"),
        ("Hannah Weiss", "priya.raman"),
    ];

    /// <summary>The ids of the groups, one for each role.</summary>
    public const string Level1 = "53544146-4600-4000-8000-000000000001";
    public const string Level2 = "53544146-4600-4000-8000-000000000002";
    public const string Trainers = "53544146-4600-4000-8000-000000000003";
    public const string Finance = "53544146-4600-4000-8000-000000000004";
    public const string AccountManagers = "53544146-4600-4000-8000-000000000005";
    public const string Managers = "53544146-4600-4000-8000-000000000006";
    public const string Executive = "53544146-4600-4000-8000-000000000007";
    public const string Editors = "53544146-4600-4000-8000-000000000008";
    public const string Ops = "53544146-4600-4000-8000-000000000009";
    public const string Leaders = "53544146-4600-4000-8000-000000000010";

    internal static void AddTo(DatabaseSession db)
    {
        if (db.Scalar<long>("SELECT count(*) FROM graph_groups WHERE id = $1", Level1) > 0)
        {
            return;
        }

        var ids = new Dictionary<string, string>();
        foreach (var (name, manager) in People)
        {
            var mailbox = name.ToLowerInvariant().Replace(' ', '.');
            var address = $"{mailbox}@lakeshore-mls.example";
            ids[mailbox] = GraphUsers.Add(db, address, address, name, "Member", manager is null ? null : ids[manager]);
        }

        foreach (var (name, group, people) in Groups)
        {
            GraphGroups.Add(db, group, name);
            foreach (var person in people)
            {
                GraphGroups.Add(db, group, Guid.Parse(ids[person]));
            }
        }
    }
}

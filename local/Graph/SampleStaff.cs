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

    // Whoever is a manager stands before those whose manager they are. Their phones are written as people write them; Tom has none.
    static readonly (string Name, string? Manager, string? Phone, string? Title)[] People =
    [
        ("Ruth Calloway", null, "+1 312-555-0120", "Chief Executive Officer"),
        ("Marcus Bell", "ruth.calloway", "(312) 555-0130", "Director, Member Services"),
        ("Elena Voss", "ruth.calloway", "312-555-0131", "Director of Finance"),
        ("Victor Lam", "ruth.calloway", "312-555-0132", "Systems Engineer"),
        ("Priya Raman", "marcus.bell", "312.555.0133", "Manager, Support"),
        ("Omar Haddad", "marcus.bell", "312-555-0134", "Manager, Training"),
        ("Will Brennan", "marcus.bell", "312-555-0135", "Account Manager"),
        ("Nina Kowalski", "marcus.bell", "312-555-0136", "Account Manager"),
        ("Grace Nakamura", "omar.haddad", "312-555-0137", "Trainer"),
        ("Tom Okafor", "priya.raman", null, "Specialist, Level II"),
        ("Sarah Lindqvist", "priya.raman", "312-555-0130 ext. 41", "Member Support"),
        ("Diego Santos", "priya.raman", "312-555-0130 ext. 42", "Member Support"),
        ("Hannah Weiss", "priya.raman", "312-555-0130 ext. 43", "Member Support"),
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
        foreach (var (name, manager, phone, title) in People)
        {
            var mailbox = name.ToLowerInvariant().Replace(' ', '.');
            var address = $"{mailbox}@lakeshore-mls.example";
            ids[mailbox] = GraphUsers.Add(db, address, address, name, "Member", manager is null ? null : ids[manager], phone, title);
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

namespace MemberServices.Policies;

/// <summary>The ids of the roles that the product knows. A policy may have further ones, for work that it names itself.</summary>
public static class StaffRoles
{
    /// <summary>First contact. What is for "member services" in general goes here.</summary>
    public const string Level1 = "level-1";

    /// <summary>Specialists.</summary>
    public const string Level2 = "level-2";

    public const string Trainers = "trainers";

    public const string Finance = "finance";

    public const string AccountManagers = "account-managers";

    /// <summary>Take what was missed or went wrong.</summary>
    public const string Managers = "managers";

    public const string Executive = "executive";

    /// <summary>Keep the answers.</summary>
    public const string Editors = "editors";

    /// <summary>Run the system.</summary>
    public const string Ops = "ops";

    /// <summary>Ring members.</summary>
    public const string Leaders = "leaders";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Level1, Level2, Trainers, Finance, AccountManagers, Managers, Executive, Editors, Ops, Leaders];

    /// <summary>Those that a policy must have, since there is always work for them. A feature that gives work to another adds it.</summary>
    public static IReadOnlyList<string> Required { get; } = [Level1, Finance, Managers, Ops];
}

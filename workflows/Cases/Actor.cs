using System.Text.Json.Serialization;

namespace MemberServices.Cases;

/// <summary>As what somebody acted. Zero is none.</summary>
[JsonConverter(typeof(EnumNameConverter<ActorKind>))]
public enum ActorKind
{
    Applicant = 1,
    Broker,
    Staff,

    /// <summary>Whose ticket it is.</summary>
    Customer,

    /// <summary>A timer or another system.</summary>
    System,
}

/// <summary>
/// Who did something, to be shown in a case's story. Never authority: what somebody may do is asked of the office or
/// of the directory when they do it.
/// </summary>
public sealed record Actor
{
    /// <summary>How many characters a name has at most.</summary>
    public const int LongestName = 200;

    const string For = "a system, for ";

    /// <exception cref="ArgumentException">The name is empty, longer than 200 characters, or has control characters.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The kind isn't known.</exception>
    [JsonConstructor]
    public Actor(ActorKind kind, string name)
    {
        if (!Enum.IsDefined(kind))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, EnumNames<ActorKind>.Rule);
        }

        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl))
        {
            throw new ArgumentException($"An actor's name must have 1 to {LongestName} characters, none of them a control.", nameof(name));
        }

        (Kind, Name) = (kind, name);
    }

    /// <summary>Whom people know: of a system that acted for somebody, who that is.</summary>
    [JsonIgnore]
    public string PersonName => Name.StartsWith(For, StringComparison.Ordinal) ? Name[For.Length..] : Name;

    /// <summary>A timer of ours.</summary>
    public static Actor Timer { get; } = new(ActorKind.System, "system");

    /// <summary>Another system, by the name that it gives; what no name can have is dropped.</summary>
    public static Actor System(string name)
    {
        var clean = string.Concat(name.Where(c => !char.IsControl(c))).Trim();
        return clean.Length == 0 ? Timer : new(ActorKind.System, clean.Length > LongestName ? clean[..LongestName] : clean);
    }

    /// <summary>Somebody of the staff who is known to be the one who acts.</summary>
    public static Actor Staff(string name) => new(ActorKind.Staff, Cut(name));

    /// <summary>A system that acts for somebody of the staff, who isn't signed in there.</summary>
    public static Actor SystemFor(string staff) => new(ActorKind.Staff, Cut(For + staff));

    /// <summary>The same without their name, for a case whose people are forgotten.</summary>
    public Actor WithoutName() => Kind == ActorKind.System ? this : new(Kind, "erased");

    static string Cut(string name) => name.Length > LongestName ? name[..LongestName] : name;

    public ActorKind Kind { get; }

    /// <summary>The name as it is shown.</summary>
    public string Name { get; }
}

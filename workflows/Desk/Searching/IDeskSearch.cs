namespace MemberServices.Desk.Searching;

/// <summary>Something that the search finds: cases, offices, members. What it reads is bounded.</summary>
public interface IDeskSearch
{
    /// <summary>Its heading: "Offices".</summary>
    string Heading { get; }

    /// <summary>Sections stand in this order.</summary>
    int Order { get; }

    /// <summary>The best of what fits.</summary>
    /// <param name="text">2 to 100 characters.</param>
    /// <param name="after">The page before this one's, of this section; null for the first.</param>
    Task<FoundSection> FindAsync(string text, string? after, CancellationToken cancellationToken);
}

/// <param name="Hits">The best first.</param>
/// <param name="After">Leads on; null when there are no more.</param>
public sealed record FoundSection(IReadOnlyList<FoundThing> Hits, string? After = null)
{
    public static FoundSection Nothing { get; } = new([]);
}

/// <param name="Title">What it is called.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Details">What else tells it apart.</param>
/// <param name="Number">A case's number, or null.</param>
/// <param name="State">In a word, or null.</param>
public sealed record FoundThing(string Title, string Address, string Details, string? Number = null, string? State = null);

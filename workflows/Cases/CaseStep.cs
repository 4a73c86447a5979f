namespace MemberServices.Cases;

/// <summary>Somebody who was asked, as they were then. Whether they may still decide is looked up when they do.</summary>
/// <param name="Key">Names them at their office or in the directory.</param>
/// <param name="Name">As they write it.</param>
/// <param name="Email">Where they were asked.</param>
public sealed record AskedPerson(string Key, string Name, string Email);

/// <summary>What a case asks for until it has an outcome.</summary>
/// <param name="Number">From 1, over all stages.</param>
/// <param name="Stage">For which stage, by its id.</param>
/// <param name="Asked">Of whom; null when it is for staff, or for a system.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Deadlines">What is done while nobody answers, in order; the last ends the step.</param>
/// <param name="Because">Why it follows an earlier one, for whoever is asked, or null.</param>
public sealed record CaseStep(
    int Number, string Stage, AskedPerson? Asked, DateTimeOffset AskedAt, IReadOnlyList<Deadline> Deadlines, string? Because = null)
{
    /// <summary>When it ends by itself.</summary>
    public DateTimeOffset Until => Deadlines[^1].At;

    /// <summary>The same without names: whether somebody was asked stays.</summary>
    public CaseStep WithoutPeople() => this with { Asked = Asked is null ? null : new AskedPerson("", "erased", ""), Because = null };

    /// <summary>The deadlines of that instant.</summary>
    public IEnumerable<Deadline> DueAt(DateTimeOffset due) => Deadlines.Where(d => d.At == due);

    /// <summary>When something is due first after an instant, or null.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset due) => Deadlines.FirstOrDefault(d => d.At > due)?.At;
}

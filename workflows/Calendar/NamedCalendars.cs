namespace MemberServices.Calendar;

/// <summary>A calendar of the policy.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="IsDefault">Whether it counts where none is named.</param>
/// <param name="HolidaysFile">The file that its holidays, or some, come from; null: none.</param>
/// <param name="Policy">What a case keeps of it.</param>
public sealed record NamedCalendar(string Name, bool IsDefault, string? HolidaysFile, CalendarPolicy Policy)
{
    /// <summary>What counts by it.</summary>
    public BusinessCalendar Time { get; } = new(Policy);
}

/// <summary>The calendars of the policy, as they are today. A case counts by those that it keeps.</summary>
public sealed class NamedCalendars(CalendarsPolicy policy)
{
    public IReadOnlyList<NamedCalendar> All { get; } =
        [.. policy.Named.Select(each => new NamedCalendar(each.Key, each.Key == policy.Default, each.Value.HolidaysFile, each.Value.ToPolicy()))];

    public NamedCalendar Default => All.First(each => each.IsDefault);

    /// <exception cref="ArgumentException">The policy has none of that name.</exception>
    public NamedCalendar Of(string name) => All.FirstOrDefault(each => each.Name == name)
        ?? throw new ArgumentException($"calendars.named in the policy file has no calendar '{name}': there are {string.Join(", ", All.Select(each => each.Name))}.", nameof(name));
}

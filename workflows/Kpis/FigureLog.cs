using MemberServices.Calendar;
using MemberServices.Messages;

namespace MemberServices.Kpis;

/// <summary>Counts what happens, each event once.</summary>
public sealed class FigureLog(FigureTable table, IEnumerable<FigureSource> sources, NamedCalendars calendars)
{
    readonly Dictionary<string, FigureSource> sources = sources.ToDictionary(source => source.EventType);

    /// <summary>Adds what an event counts to its days; nothing for one that counts nowhere.</summary>
    public async Task<IReadOnlyList<MessageError>> AddAsync(DomainEvent domainEvent, CancellationToken cancellationToken)
    {
        if (sources.GetValueOrDefault(domainEvent.Type) is not { } source)
        {
            return [];
        }
        foreach (var day in source.Read(domainEvent).GroupBy(count => calendars.DayOf(count.At)))
        {
            await table.AddAsync(day.Key, domainEvent.Id, [.. day], cancellationToken);
        }
        return [];
    }
}

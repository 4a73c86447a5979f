using MemberServices.Messages;
using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Kpis;

public static class KpisServices
{
    /// <summary>Running totals of what the topic tells. Needs the messages and the calendars.</summary>
    public static IServiceCollection AddKpis(this IServiceCollection services) => services
        .AddSingleton<FigureTable>().AddTable(FigureTable.TableName)
        .AddSingleton<Figures>()
        .AddSubscriber<FigureLog>(Bus.Figures, MessageRoute.AnyType, figures =>
            (domainEvent, _, cancellationToken) => figures.AddAsync(domainEvent, cancellationToken));

    /// <summary>Figures, and the events that count for them.</summary>
    /// <param name="services">The app's.</param>
    /// <param name="eventType">The event's type: "ticket.counted".</param>
    /// <param name="figures">What it counts for.</param>
    /// <param name="read">What an event adds.</param>
    public static IServiceCollection AddFigures(
        this IServiceCollection services, string eventType, IReadOnlyList<Figure> figures, Func<DomainEvent, IEnumerable<Count>> read) =>
        services.AddSingleton(new FigureSource(eventType, figures, read));
}

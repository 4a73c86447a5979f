using MemberServices.Messages;

namespace MemberServices.Kpis;

/// <summary>Which figures an event counts for.</summary>
/// <param name="EventType">The event's type.</param>
/// <param name="Figures">The figures that it counts for, and no other does.</param>
/// <param name="Read">What it adds. The same event gives the same.</param>
public sealed record FigureSource(string EventType, IReadOnlyList<Figure> Figures, Func<DomainEvent, IEnumerable<Count>> Read);

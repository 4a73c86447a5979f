namespace Local.Graph;

/// <summary>An event on somebody's calendar.</summary>
/// <param name="Id">The event.</param>
/// <param name="Owner">Whose calendar: their mail address.</param>
/// <param name="Name">The owner's name.</param>
/// <param name="Subject">Its title.</param>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Location">Where; empty: nowhere.</param>
/// <param name="Text">What it says.</param>
/// <param name="IsOnline">Whether it has a meeting in Teams.</param>
public sealed record CalendarEvent(string Id, string Owner, string Name, string Subject, DateTimeOffset From, DateTimeOffset Until, string Location, string Text, bool IsOnline);

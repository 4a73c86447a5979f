namespace MemberServices.Desk.Frame;

/// <summary>An entry of the rail, which every page of the staff's has; registered by its feature.</summary>
/// <param name="Order">Entries stand in this order.</param>
/// <param name="Label">"Offices".</param>
/// <param name="Route">The page's, behind "/staff/"; empty: "/staff" itself.</param>
public sealed record RailEntry(int Order, string Label, string Route)
{
    public string Address => Route.Length == 0 ? DeskRequest.Root : $"{DeskRequest.Root}/{Route}";

    /// <summary>Whether a page with that address belongs to it.</summary>
    public bool Holds(string? place) => place == Route;
}

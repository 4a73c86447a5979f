namespace Victims;

/// <summary>What the victim says has happened. The dot at the end shows that a line was not cut off by the kill.</summary>
public static class Said
{
    public static void Line(string what, string id) => Console.WriteLine($"{what} {id} .");

    /// <returns>Null when the line isn't whole.</returns>
    public static (string What, string Id)? Parse(string line) => line.Split(' ') is [var what, var id, "."] ? (what, id) : null;
}

namespace MemberServices.Pages;

/// <summary>An entry of a list to choose from.</summary>
public sealed record Choice(string Value, string Text);

static class Described
{
    /// <summary>The ids of what stands beside a field, for aria-describedby.</summary>
    public static string? By(string name, string? hint, string? error) => (hint, error) switch
    {
        (null, null) => null,
        (_, null) => $"{name}-hint",
        (null, _) => $"{name}-error",
        _ => $"{name}-error {name}-hint",
    };
}

namespace Local.Durable;

/// <summary>Versions of instances, ordered as TaskOrchestrationContext.CompareVersionTo does.</summary>
static class Versions
{
    /// <summary>Orders as <see cref="Version"/> where both parse, else as text; unversioned comes first.</summary>
    public static int Compare(string? left, string? right)
    {
        if (string.IsNullOrWhiteSpace(left) || string.IsNullOrWhiteSpace(right))
        {
            return string.IsNullOrWhiteSpace(left) ? (string.IsNullOrWhiteSpace(right) ? 0 : -1) : 1;
        }

        return Version.TryParse(left, out var leftVersion) && Version.TryParse(right, out var rightVersion)
            ? leftVersion.CompareTo(rightVersion)
            : string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
    }
}

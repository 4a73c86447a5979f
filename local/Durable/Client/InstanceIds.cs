namespace Local.Durable;

/// <summary>The rules for instance ids of Durable Functions: 1 to 100 characters, none of / \ # ?, no control characters, no leading @.</summary>
static class InstanceIds
{
    /// <exception cref="ArgumentException">The id breaks a rule.</exception>
    public static void Check(string id)
    {
        if (id.Length is 0 or > 100 || id[0] == '@' || id.AsSpan().IndexOfAny("/\\#?") >= 0 || id.Any(char.IsControl))
        {
            throw new ArgumentException(
                "An instance id has 1 to 100 characters, none of them / \\ # ? or a control character, and doesn't begin with @.", nameof(id));
        }
    }
}

namespace MemberServices.Teams;

/// <summary>How a command is typed.</summary>
/// <param name="Name">One or several words in lower case: "hand over". Dashes count as spaces.</param>
/// <param name="Summary">What it does, after the name: "starts an enrollment".</param>
/// <param name="Line">With what is to be filled in: "status NUMBER".</param>
/// <param name="Example">One that works, with sample data.</param>
public sealed record CommandUsage(string Name, string Summary, string Line, string Example)
{
    /// <summary>The fields that are one word each and come first, in their order.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The field that takes what follows the words; null: nothing may follow.</summary>
    public string? Rest { get; init; }

    /// <summary>Fields that are given as "label: value", separated by semicolons or line breaks.</summary>
    public IReadOnlyList<CommandLabel> Labels { get; init; } = [];

    /// <summary>What people call a field.</summary>
    public string LabelOf(string field) => Labels.FirstOrDefault(label => label.Field.Equals(field, StringComparison.OrdinalIgnoreCase))?.Label ?? field;
}

/// <param name="Label">What people write before the colon: "email". The field's own name is taken as well.</param>
/// <param name="Field">The field's name: "memberEmail".</param>
public sealed record CommandLabel(string Label, string Field);

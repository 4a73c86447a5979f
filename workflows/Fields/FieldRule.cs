namespace MemberServices.Fields;

/// <summary>What one field must be, and what people are told when it isn't. The kinds are made by <see cref="FieldRules"/>.</summary>
/// <param name="What">The field within a sentence: "your full name".</param>
/// <param name="Longest">The most characters that it is kept with.</param>
/// <param name="Empty">What to do when nothing is there; null: it may be left out.</param>
public sealed record FieldRule(string What, int Longest, string? Empty)
{
    /// <summary>Whether line breaks belong to it.</summary>
    public bool HasLines { get; init; }

    /// <summary>Whether people write in it what they like: card numbers are masked.</summary>
    public bool IsFree { get; init; }

    /// <summary>A cleaned text's one spelling; what can't be spelled stays as it is.</summary>
    public Func<string, string> Unify { get; init; } = text => text;

    /// <summary>What is wrong with a text that is unified, as a sentence that says what to enter; or null.</summary>
    public Func<string, string?> Problem { get; init; } = _ => null;

    /// <summary>The kind of what <see cref="Problem"/> finds: one of <see cref="FieldCodes"/>.</summary>
    public string ProblemCode { get; init; } = FieldCodes.Invalid;

    /// <summary>Reads what was typed.</summary>
    /// <param name="typed">As it came; empty when it is missing.</param>
    /// <param name="problem">What is wrong with it, or null.</param>
    /// <returns>The text as it is kept; when something is wrong with it, as it was typed.</returns>
    public string Read(string typed, out FieldProblem? problem)
    {
        var clean = FieldText.Clean(typed, HasLines);
        if (clean.Length == 0)
        {
            problem = Empty is null ? null : new FieldProblem(Empty, FieldCodes.Required);
            return "";
        }

        var text = Unify(clean);
        var kept = IsFree ? CardNumbers.Mask(text) : text;
        problem = FieldText.Problem(text, What, HasLines) is { } broken ? new FieldProblem(broken, FieldCodes.Invalid)
            : Problem(text) is { } wrong ? new FieldProblem(wrong, ProblemCode)
            : kept.Length > Longest ? new FieldProblem($"Shorten {What} to {Longest} characters.", FieldCodes.TooLong)
            : null;
        return problem is null ? kept : typed.Trim();
    }
}

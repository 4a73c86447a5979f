using System.Runtime.CompilerServices;

namespace MemberServices.Policies;

/// <summary>A section of <c>policies.json</c>, or a part of one, that has rules beyond its shape.</summary>
public interface IPolicySection
{
    /// <summary>Reports each rule that is broken. Called after the shape was found right.</summary>
    void Check(PolicyCheck check);
}

/// <summary>Collects what is wrong, each with its place. A section gets the check of its own place.</summary>
public sealed class PolicyCheck
{
    // Every episode of a case checks its calendar: a place gets its text when something is wrong with it.
    readonly PolicyCheck? above;
    readonly string? member;
    readonly int index;
    readonly List<PolicyError> errors;

    public PolicyCheck() => errors = [];

    PolicyCheck(PolicyCheck above, string? member, int index) =>
        (this.above, this.member, this.index, errors) = (above, member, index, above.errors);

    public IReadOnlyList<PolicyError> Errors => errors;

    /// <summary>Refuses a section that breaks a rule, where it is used without having come from the policy file.</summary>
    /// <exception cref="ArgumentException">It does; the message lists every error.</exception>
    public static void ThrowIfInvalid(IPolicySection section, [CallerArgumentExpression(nameof(section))] string? name = null)
    {
        var check = new PolicyCheck();
        section.Check(check);
        if (check.Errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, check.Errors), name);
        }
    }

    string Path => above is null ? "$" : member is null ? $"{above.Path}[{index}]" : $"{above.Path}.{member}";

    /// <summary>The check of a member of this place.</summary>
    public PolicyCheck At(string member) => new(this, member, 0);

    /// <summary>The check of an item of this place.</summary>
    public PolicyCheck At(int index) => new(this, null, index);

    /// <summary>Reports this place unless the rule holds.</summary>
    /// <param name="holds">Whether it does.</param>
    /// <param name="rule">What must be, and what to write instead: "must be later than 'from'".</param>
    /// <param name="got">What is there.</param>
    public void Must(bool holds, string rule, object? got = null)
    {
        if (!holds)
        {
            errors.Add(new PolicyError(Path, got is null ? rule : FormattableString.Invariant($"{rule}; got {got}")));
        }
    }
}

/// <param name="Path">Where in the file, as a JSON path: "$.calendar.hours.monday[0].to".</param>
/// <param name="Message">The rule and the remedy.</param>
public sealed record PolicyError(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}

/// <summary>The policy file can't be used; the app doesn't start. The message lists every error.</summary>
public sealed class PolicyException(string file, IReadOnlyList<PolicyError> errors)
    : Exception($"{file} can't be used:{string.Concat(errors.Select(e => $"{Environment.NewLine}  {e}"))}")
{
    public IReadOnlyList<PolicyError> Errors => errors;
}

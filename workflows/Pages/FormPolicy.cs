using MemberServices.Policies;

namespace MemberServices.Pages;

/// <summary>How often the public forms may be sent.</summary>
public sealed record FormPolicy : IPolicySection
{
    /// <summary>From one network address. An office shares one, so this is generous.</summary>
    public required FormLimit PerAddress { get; init; }

    /// <summary>With one email address in it.</summary>
    public required FormLimit PerEmail { get; init; }

    public void Check(PolicyCheck check)
    {
        PerAddress.Check(check.At("perAddress"));
        PerEmail.Check(check.At("perEmail"));
    }
}

/// <param name="Count">How many, from 1.</param>
/// <param name="Minutes">In how many minutes, 1 to 1440. The window begins with the first.</param>
public sealed record FormLimit(int Count, int Minutes) : IPolicySection
{
    public void Check(PolicyCheck check)
    {
        check.At("count").Must(Count >= 1, "must be 1 or more", Count);
        check.At("minutes").Must(Minutes is >= 1 and <= 1440, "must be from 1 to 1440", Minutes);
    }
}

using MemberServices.Links;
using MemberServices.Mail;

namespace MemberServices.LostLinks;

/// <summary>A kind of cases of which somebody may have lost the link. Registered beside its feature: see <see cref="LostLinksServices"/>.</summary>
public interface ILostLinks
{
    /// <summary>The most cases of a kind in one mail; each costs a read.</summary>
    public const int Most = 20;

    /// <summary>What is open at an address, at most <see cref="Most"/>: read from the cases' logs, as the index may be behind them.</summary>
    Task<IReadOnlyList<LostLink>> OpenAtAsync(string email, CancellationToken cancellationToken);
}

/// <summary>An open case in the mail with new links.</summary>
/// <param name="Address">As the case has it: where its link goes.</param>
/// <param name="Link">A new one.</param>
/// <param name="Facts">What it is about.</param>
/// <param name="Label">What the link does: "Follow EN-7KQ2MX".</param>
/// <param name="Heading">What stands before all that have the same, or null.</param>
public sealed record LostLink(string Address, LinkRequest Link, Details Facts, string Label, string? Heading = null);

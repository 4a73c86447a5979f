using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;

namespace MemberServices.LostLinks;

/// <summary>What is open at an address, of one kind of cases.</summary>
public static class OpenCases
{
    /// <summary>A new link to each case of whoever has that address: found by the index, read from the log. At most <see cref="ILostLinks.Most"/>.</summary>
    /// <param name="cases">Of the kind.</param>
    /// <param name="index">Where they are found.</param>
    /// <param name="email">As it was typed.</param>
    /// <param name="linkOf">A case's link; null: it isn't open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<LostLink>> OpenAtAsync<TOpened, TOutcome>(
        this CaseTable<TOpened, TOutcome> cases, CaseIndex index, string email, Func<CaseRecord<TOpened, TOutcome>, LostLink?> linkOf, CancellationToken cancellationToken)
    {
        var found = new List<LostLink>();
        var page = await index.PageAsync(CaseQuery.OfPerson(email), CaseIndex.MostOfAPage, cancellationToken: cancellationToken);
        foreach (var entry in page!.Cases.Where(entry => entry.Id.Kind == cases.Kind && entry.End is null).Take(ILostLinks.Most))
        {
            if (await cases.ReadAsync(entry.Id, cancellationToken) is { } record && linkOf(record) is { } link && EmailAddress.AreSame(link.Address, email))
            {
                found.Add(link);
            }
        }
        return found;
    }
}

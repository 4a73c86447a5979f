using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Staff;

namespace MemberServices.WorkItems;

/// <summary>
/// Takes people out of work items: those whom they are about, and those of the staff who had them. Items that have been over for as
/// long as a finished case is kept are forgotten.
/// </summary>
public sealed class WorkItemEraser(WorkItemTable table, RetentionPolicy retention, TimeProvider clock) : IPersonalData, IForgetting
{
    const string Erased = "Erased";

    string IPersonalData.What => "work-items";

    public async Task<IReadOnlyList<string>> KeysOfAsync(string email, CancellationToken cancellationToken)
    {
        var person = new KnownPerson(KnownPerson.KeyOf(email));
        return await table.ItemsAsync(cancellationToken: cancellationToken).AnyAsync(item => IsStaff(person, item.Owner), cancellationToken) ? [person.Key] : [];
    }

    public async Task IdentifyAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        await foreach (var item in table.ItemsAsync(cancellationToken: cancellationToken))
        {
            if (IsStaff(person, item.Owner))
            {
                person.IsKnown = true;
                person.Name ??= item.Owner!.Name;
                person.Emails.Add(item.Owner!.Email);
            }
        }
    }

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken) => await table.ItemsAsync(cancellationToken: cancellationToken)
        .Where(item => IsAbout(person, item) || IsStaff(person, item.Owner))
        .Select(object (item) => new
        {
            item.Role,
            item.State,
            title = IsAbout(person, item) ? item.Title : null,
            item.Due,
            item.Case,
            item.OpenedAt,
            item.ClosedAt,
            closedBecause = IsAbout(person, item) && item.ClosedBecause is { } because ? person.WithoutOthers(because) : null,
            isTheirWork = IsStaff(person, item.Owner),
        })
        .ToListAsync(cancellationToken);

    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var item in await table.ItemsAsync(cancellationToken: cancellationToken).ToListAsync(cancellationToken))
        {
            if (IsAbout(person, item))
            {
                await EraseAsync(item.Id, cancellationToken);
            }
            if (IsStaff(person, item.Owner))
            {
                await EraseStaffAsync(person, item.Id, item.Owner!, cancellationToken);
            }
        }
    }

    /// <summary>Takes people out of all items whose id begins so; those that are open are closed.</summary>
    public async Task EraseAllAsync(string idBegins, CancellationToken cancellationToken = default)
    {
        foreach (var id in await table.IdsAsync(idBegins, cancellationToken))
        {
            await EraseAsync(id, cancellationToken);
        }
    }

    string IForgetting.What => "work items that are over";

    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        table.ForgetAsync(now.AddDays(-retention.FinishedCaseDays), cancellationToken);

    async Task EraseAsync(string id, CancellationToken cancellationToken)
    {
        // What must be taken back by hand must be, whoever it was about: it stays open.
        var mustBeDone = id.Contains(".revocation.", StringComparison.Ordinal);
        await table.ChangeAsync(
            id,
            now => now.Item.Title.StartsWith(Erased, StringComparison.Ordinal) ? null : new WorkItemChange(
                Without(now.Item, mustBeDone),
                now.Item.IsLive && !mustBeDone ? new WorkItemEntry(0, WorkItemEntryKind.Lapsed, clock.GetUtcNow(), WorkItemService.System, Text: Erased) : null),
            cancellationToken);
        await table.RewriteStoryAsync(id, entry => entry.Text is null ? entry : entry with { Text = Erased }, cancellationToken);
    }

    WorkItem Without(WorkItem item, bool mustBeDone) => item with
    {
        Title = mustBeDone ? $"{Erased}: take back access by hand" : Erased,
        MemberKey = null,
        State = item.IsLive && !mustBeDone ? WorkItemState.Lapsed : item.State,
        ClosedAt = mustBeDone ? item.ClosedAt : item.ClosedAt ?? clock.GetUtcNow(),
        ClosedBecause = !item.IsLive ? Erased : mustBeDone ? null : "The person's data were erased",
        Telling = mustBeDone ? item.Telling : null,
    };

    /// <summary>What they had is the role's again; what they did was done by somebody.</summary>
    async Task EraseStaffAsync(KnownPerson person, string id, StaffPerson owner, CancellationToken cancellationToken)
    {
        await table.ChangeAsync(
            id,
            now => !IsStaff(person, now.Item.Owner) ? null : new WorkItemChange(
                now.Item with { Owner = null, State = now.Item.IsLive ? WorkItemState.Open : now.Item.State, Telling = null }),
            cancellationToken);
        string? Erase(string? name) => name?.Replace(owner.Name, Erased, StringComparison.Ordinal);
        await table.RewriteStoryAsync(
            id, entry => entry with { By = Erase(entry.By)!, ById = entry.ById == owner.Id ? null : entry.ById, From = Erase(entry.From), To = Erase(entry.To) },
            cancellationToken);
    }

    static bool IsStaff(KnownPerson person, StaffPerson? owner) => owner is not null && person.HasMailbox(owner.Email);

    // A title may name somebody by their address, of whom no key is known.
    static bool IsAbout(KnownPerson person, WorkItem item) => person.Owns(item.MemberKey, item.Case)
        || person.Emails.Any(email => item.Title.Contains($"({email})", StringComparison.OrdinalIgnoreCase));
}

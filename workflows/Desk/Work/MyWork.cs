using MemberServices.Policies;
using MemberServices.Staff;
using MemberServices.Staff.Away;
using MemberServices.WorkItems;

namespace MemberServices.Desk.Work;

/// <summary>Which of a role's work is shown.</summary>
public enum WorkShown
{
    /// <summary>What is mine, and what nobody has.</summary>
    MineAndToTake = 1,
    Mine,
    ToTake,

    /// <summary>Colleagues' as well.</summary>
    Everybodys,
}

/// <summary>Work items of somebody's roles, the most urgent first.</summary>
/// <param name="Roles">The person's roles, each with what is to be done in it.</param>
/// <param name="Role">The role that is shown; null: all of them.</param>
/// <param name="Shown">Which of it.</param>
/// <param name="Items">What is shown.</param>
/// <param name="Cases">Cases that the person has, where they are shown.</param>
/// <param name="Counts">How many there are of each kind, of the roles that are shown.</param>
/// <param name="IsCut">Whether there are more than are looked at, the least urgent.</param>
public sealed record MyWork(
    IReadOnlyList<RoleCount> Roles, string? Role, WorkShown Shown, IReadOnlyList<ShownWork> Items, IReadOnlyList<DueCase> Cases, IReadOnlyDictionary<WorkShown, int> Counts, bool IsCut);

/// <param name="Role">The role.</param>
/// <param name="Count">What is to be done in it.</param>
/// <param name="IsMore">Whether there is more than that.</param>
public sealed record RoleCount(StaffRole Role, int Count, bool IsMore);

/// <param name="Item">What is to be done.</param>
/// <param name="IsMine">Whether the person has it, or stands in for who has.</param>
/// <param name="For">For whom the person stands in; null: for nobody.</param>
public sealed record ShownWork(WorkItem Item, bool IsMine, StaffPerson? For);

/// <summary>Reads somebody's work: a page of each role, however much there is.</summary>
public sealed class MyWorkReader(WorkItemTable table, StandIns standIns, IEnumerable<IDeskWork> others, TimeProvider clock)
{
    /// <summary>Of so many colleagues it is looked whether the person stands in for them.</summary>
    const int MostStandIns = 20;

    public async Task<MyWork> ReadAsync(PersonInRoles who, string? role, WorkShown shown, CancellationToken cancellationToken)
    {
        var pages = await Task.WhenAll(who.Roles.Select(async each =>
            (Role: each, Page: (await table.PageAsync(new WorkItemQuery(each.Id), WorkItemTable.MostOfAPage, null, cancellationToken))!)));
        var chosen = role is not null && who.Has(role) ? role : null;
        // Of one role there are work items alone.
        IReadOnlyList<DueCase> cases = chosen is null ? [.. (await Task.WhenAll(others.Select(each => each.OfAsync(who, cancellationToken)))).SelectMany(each => each)] : [];
        var own = (await table.PageAsync(new WorkItemQuery(Owner: who.Person.Email), WorkItemTable.MostOfAPage, null, cancellationToken))!;
        var items = pages.Where(page => chosen is null || page.Role.Id == chosen).SelectMany(page => page.Page.Rows)
            .Concat(chosen is null ? own.Rows : []).DistinctBy(item => item.Id).OrderBy(item => item.Due).ThenBy(item => item.Id, StringComparer.Ordinal).ToList();
        var standsInFor = await StandsInForAsync(who.Person, items, cancellationToken);
        var all = items.Select(item => new ShownWork(
            item, item.Owner is { } owner && (owner.Id == who.Person.Id || standsInFor.Contains(owner.Id)), item.Owner is { } away && standsInFor.Contains(away.Id) ? away : null)).ToList();
        bool Fits(ShownWork work, WorkShown kind) => kind switch
        {
            WorkShown.Mine => work.IsMine,
            WorkShown.ToTake => work.Item.Owner is null,
            WorkShown.MineAndToTake => work.IsMine || work.Item.Owner is null,
            _ => true,
        };
        return new MyWork(
            [.. pages.Select(page => new RoleCount(page.Role, page.Page.Rows.Count, page.Page.After is not null))], chosen, shown,
            [.. all.Where(work => Fits(work, shown))], shown == WorkShown.ToTake ? [] : cases,
            Enum.GetValues<WorkShown>().ToDictionary(kind => kind, kind => all.Count(work => Fits(work, kind)) + (kind == WorkShown.ToTake ? 0 : cases.Count)),
            pages.Any(page => (chosen is null || page.Role.Id == chosen) && page.Page.After is not null) || (chosen is null && own.After is not null));
    }

    async Task<IReadOnlySet<string>> StandsInForAsync(StaffPerson person, IReadOnlyList<WorkItem> items, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var owners = items.Select(item => item.Owner).OfType<StaffPerson>().Where(owner => owner.Id != person.Id).DistinctBy(owner => owner.Id).Take(MostStandIns);
        var acting = await Task.WhenAll(owners.Select(async owner => (Owner: owner, Acts: await standIns.ActingForAsync(owner, now, cancellationToken))));
        return acting.Where(each => each.Acts?.Id == person.Id).Select(each => each.Owner.Id).ToHashSet();
    }
}

using System.Text.Json.Serialization;
using MemberServices.Cases;

namespace MemberServices.Onboarding.Checklist;

/// <summary>Where an item stands. Zero is none.</summary>
[JsonConverter(typeof(EnumNameConverter<ChecklistStatus>))]
public enum ChecklistStatus
{
    Open = 1,

    /// <summary>It waits for the second person.</summary>
    Completed,

    Done,
    Waived,
}

/// <summary>Something that happened to an item, as the case's log has it.</summary>
/// <param name="Number">The entry's.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="By">By whom.</param>
/// <param name="Channel">How they reached us.</param>
/// <param name="What">What it was.</param>
public sealed record ChecklistChange(int Number, DateTimeOffset At, Actor By, Channel Channel, ChecklistEntry What);

/// <summary>An item of a case.</summary>
/// <param name="Item">As the case started with it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Changes">What happened to it, in order.</param>
public sealed record ChecklistItemState(ChecklistItem Item, ChecklistStatus Status, IReadOnlyList<ChecklistChange> Changes)
{
    public bool IsOpen => Status == ChecklistStatus.Open;

    /// <summary>Whether nobody has to do anything about it.</summary>
    public bool IsOver => Status is ChecklistStatus.Done or ChecklistStatus.Waived;

    /// <summary>How often it was opened.</summary>
    public int Round => 1 + Changes.Count(change => change.What.Act == ChecklistAct.Reopen);

    /// <summary>When it was opened again, the last time; null: it wasn't.</summary>
    public DateTimeOffset? ReopenedAt => Last(ChecklistAct.Reopen)?.At;

    /// <summary>What access is suspended by because of it; null: it isn't.</summary>
    public ChecklistChange? Suspension => IsOpen && Changes is [.., { What.Act: ChecklistAct.Suspend } last] ? last : null;

    /// <summary>Whether access ever was suspended because of it.</summary>
    public bool HasSuspended => Changes.Any(change => change.What.Act == ChecklistAct.Suspend);

    /// <summary>The last change of a kind, or null.</summary>
    public ChecklistChange? Last(ChecklistAct act) => Changes.LastOrDefault(change => change.What.Act == act);

    /// <summary>The item after a change. One that doesn't fit where it stands changes nothing: two may have come at once.</summary>
    public ChecklistItemState Apply(ChecklistChange change) => (Status, change.What.Act) switch
    {
        (ChecklistStatus.Open, ChecklistAct.Complete) => With(change, Item.VerifierRole is null ? ChecklistStatus.Done : ChecklistStatus.Completed),
        (ChecklistStatus.Completed, ChecklistAct.Verify) => With(change, ChecklistStatus.Done),
        (not ChecklistStatus.Open, ChecklistAct.Reopen) => With(change, ChecklistStatus.Open),
        (ChecklistStatus.Open or ChecklistStatus.Completed, ChecklistAct.Waive) => With(change, ChecklistStatus.Waived),
        (ChecklistStatus.Open, ChecklistAct.Suspend) when Item.Mandatory && Suspension is null => With(change, Status),
        _ => this,
    };

    ChecklistItemState With(ChecklistChange change, ChecklistStatus status) => this with { Status = status, Changes = [.. Changes, change] };
}

/// <summary>The checklist of a case.</summary>
/// <param name="Policy">As the case started with it.</param>
/// <param name="Items">In its order.</param>
/// <param name="Changes">All that changed something, in order.</param>
/// <param name="Turns">Those with which access was suspended, or restored.</param>
/// <param name="FollowedUpTo">The number of the last one that people and the topic have been told of.</param>
public sealed record ChecklistState(
    ChecklistPolicy Policy, IReadOnlyList<ChecklistItemState> Items, IReadOnlyList<ChecklistChange> Changes, IReadOnlyList<ChecklistChange> Turns, int FollowedUpTo)
{
    /// <summary>Whether nothing is left for which the enrollment waits.</summary>
    public bool IsDone => Items.All(item => item.IsOver || !item.Item.Mandatory);

    /// <summary>The items because of which access is suspended.</summary>
    public IEnumerable<ChecklistItemState> Suspending => Items.Where(item => item.Suspension is not null);

    public bool IsSuspended => Suspending.Any();

    /// <summary>The changes of which nobody was told yet.</summary>
    public IReadOnlyList<ChecklistChange> Unfollowed => [.. Changes.Where(change => change.Number > FollowedUpTo)];

    public ChecklistItemState? Find(string item) => Items.FirstOrDefault(each => each.Item.Id == item);

    /// <summary>The fold of changes; one that doesn't fit, or of an item that there isn't, changes nothing.</summary>
    public static ChecklistState Fold(ChecklistPolicy policy, IEnumerable<ChecklistChange> changes, int followedUpTo = 0) =>
        changes.OrderBy(change => change.Number).Aggregate(
            new ChecklistState(policy, [.. policy.Items.Select(item => new ChecklistItemState(item, ChecklistStatus.Open, []))], [], [], followedUpTo),
            (state, change) => state.Apply(change));

    /// <summary>The checklist as it was after a change of it.</summary>
    public ChecklistState At(ChecklistChange change) => Fold(Policy, Changes.Where(each => each.Number <= change.Number));

    ChecklistState Apply(ChecklistChange change)
    {
        if (Find(change.What.Item) is not { } item)
        {
            return this;
        }
        var changed = item.Apply(change);
        if (ReferenceEquals(changed, item))
        {
            return this;
        }
        var next = this with { Items = [.. Items.Select(each => ReferenceEquals(each, item) ? changed : each)], Changes = [.. Changes, change] };
        return next.IsSuspended == IsSuspended ? next : next with { Turns = [.. Turns, change] };
    }
}

/// <summary>The fold of a case's checklist.</summary>
public static class ChecklistLog
{
    extension(EnrollmentRecord record)
    {
        /// <summary>The checklist as it is now; null when the case goes through none.</summary>
        public ChecklistState? Checklist => record.Opened.Checklist is { } policy && record.Opened.StageIds.Contains(ChecklistStage.StageId)
            ? ChecklistState.Fold(
                policy,
                record.Entries.Where(entry => entry.Kind == ChecklistEntry.Kind)
                    .Select(entry => new ChecklistChange(entry.Number, entry.At, entry.By, entry.Channel, entry.Read<ChecklistEntry>())),
                record.Entries.LastOrDefault(entry => entry.Kind == ChecklistFollowed.Kind)?.Read<ChecklistFollowed>().UpTo ?? 0)
            : null;

        /// <summary>Since when the open checklist has a change that its step didn't follow up; null: it has none.</summary>
        public DateTimeOffset? UnfollowedSince => record.State is { End: null, Stage: ChecklistStage.StageId, Step: var step } && record.StepOf(step) is not null
            && record.Checklist?.Unfollowed is [var first, ..] ? first.At : null;

        /// <summary>Why the case's access is suspended now: ids of reasons that no other case has.</summary>
        public IReadOnlyList<string> SuspendedFor => record.Checklist is { } list ? [.. list.Suspending.Select(item => record.ReasonOf(item.Item))] : [];

        /// <summary>The id of an item as a reason to suspend access.</summary>
        public string ReasonOf(ChecklistItem item) => $"{record.Id}.{item.Id}";

        /// <summary>When the checklist was opened; null: it wasn't yet.</summary>
        public DateTimeOffset? ChecklistOpenedAt => record.Steps.Where(step => step.Stage == ChecklistStage.StageId).MinBy(step => step.Number)?.AskedAt;
    }
}

using System.Globalization;
using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Policies;
using MemberServices.Staff;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding.Checklist;

/// <summary>What is recorded of an act on an item; a repeat is shown the same.</summary>
/// <param name="Id">Which case.</param>
/// <param name="Item">Which item.</param>
/// <param name="Act">What was done.</param>
/// <param name="Status">Where the item stands now.</param>
/// <param name="By">Who did it.</param>
/// <param name="Reason">Why, for staff, or null.</param>
/// <param name="ToMember">What the member is told, or null.</param>
/// <param name="At">When.</param>
public sealed record ChecklistReceipt(
    CaseId Id, string Item, ChecklistAct Act, ChecklistStatus Status, string By, string? Reason, string? ToMember, DateTimeOffset At)
{
    /// <summary>Where to follow it.</summary>
    public string Follow => $"/api/enrollments/{Id}";
}

/// <summary>Somebody does something to an item: they complete, verify, reopen or waive it.</summary>
/// <param name="What">The entry that is wanted.</param>
/// <param name="By">Who.</param>
/// <param name="Channel">How they reached us.</param>
/// <param name="MayVerify">Whether they have the role of the second person.</param>
public sealed record ChecklistDeed(ChecklistEntry What, Actor By, Channel Channel, bool MayVerify = false);

/// <summary>
/// Takes what staff and other systems say about items, from the beginning of a case to the end of its checklist: a class may be attended
/// before there is access. Whoever is first in the log counts, and the same again changes nothing.
/// </summary>
public sealed class ChecklistActs(EnrollmentCases cases, EnrollmentIndex index, StaffDirectory staff, TimeProvider clock)
{
    /// <summary>A clock of another system may be ahead of ours.</summary>
    static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    static readonly FieldRule Why = FieldRules.Reason("the reason", "Say why. Only staff read it.");
    static readonly FieldRule Note = FieldRules.Reason("the reason", empty: null);
    static readonly FieldRule ToMember = FieldRules.Reason("the text for the member", empty: null);

    static readonly FieldRule Time = new("the time", 40, Empty: null)
    {
        Problem = text => TryRead(text, out _) ? null : "Send a time with its offset, such as 2026-03-16T15:00:00Z.",
    };

    /// <summary>The acts that people ask for, as the address names them.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        [.. new[] { ChecklistAct.Complete, ChecklistAct.Verify, ChecklistAct.Reopen, ChecklistAct.Waive }.Select(EnumNames<ChecklistAct>.Of)];

    /// <summary>Takes by (the address of somebody of the staff), reason (to reopen and to waive), toMember, and at: when it was done.</summary>
    /// <exception cref="Directory.TransientDirectoryException">The directory can't say now who works here.</exception>
    public async Task<InterventionResult<ChecklistReceipt>> ApplyAsync(
        DurableTaskClient client, CaseId id, string item, string act, FieldReader fields, CancellationToken cancellationToken = default)
    {
        if (!EnumNames<ChecklistAct>.TryParse(act, out var kind) || kind == ChecklistAct.Suspend)
        {
            return Refused(InterventionState.Unknown, $"An item takes {string.Join(", ", Kinds.Select(each => $"/{each}"))}.");
        }
        if (await cases.ReadAsync(id, cancellationToken) is not { } record)
        {
            return Refused(InterventionState.Unknown, $"There is no {cases.Kind} {id}. Look at its number.");
        }
        if (record.Checklist?.Find(item) is not { } found)
        {
            return Refused(InterventionState.Unknown, NoSuchItem(record, item));
        }
        var person = await staff.ReadByAsync(fields);
        var needsReason = kind is ChecklistAct.Reopen or ChecklistAct.Waive;
        var (why, toMember) = (fields.OptionalText("reason", needsReason ? Why : Note), fields.OptionalText("toMember", ToMember));
        var when = ReadTime(fields, "at");
        if (fields.Errors.Count > 0)
        {
            return InterventionResult<ChecklistReceipt>.Invalid(fields.Errors);
        }
        var mayVerify = kind == ChecklistAct.Verify && found.Item.VerifierRole is { } role && (await staff.FindAsync(person!.Email))?.Has(role) == true;
        return await ApplyAsync(
            client, id, new ChecklistDeed(new ChecklistEntry(item, kind, person!.Email, when, why, toMember), Actor.SystemFor(person.Name), Channel.Api, mayVerify),
            cancellationToken);
    }

    /// <summary>The same of somebody who is known.</summary>
    public async Task<InterventionResult<ChecklistReceipt>> ApplyAsync(
        DurableTaskClient client, CaseId id, ChecklistDeed deed, CancellationToken cancellationToken = default)
    {
        InterventionResult<ChecklistReceipt>? refusal = null;
        var (record, added) = await cases.AddEntryAsync(
            id,
            now =>
            {
                refusal = RefusalOf(now, deed);
                return refusal is null && Repeated(now, deed) is null
                    ? CaseEntry.Of(ChecklistEntry.Kind, clock.GetUtcNow(), deed.By, deed.Channel, deed.What)
                    : null;
            },
            cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }
        await index.UpdateAsync(id, cancellationToken);
        // Before the checklist is open nobody waits for it; whether it has opened meanwhile is read anew.
        if ((await cases.GetAsync(id, cancellationToken)).State is { End: null, Stage: ChecklistStage.StageId, Step: var step })
        {
            await CaseEvents.RaiseLookAsync(client, id, step, cancellationToken);
        }
        var item = record.Checklist!.Find(deed.What.Item)!;
        var said = added is null ? Repeated(record, deed)! : item.Changes.First(change => change.Number == added.Number);
        return InterventionResult<ChecklistReceipt>.Recording(
            new ChecklistReceipt(id, item.Item.Id, said.What.Act, item.Status, said.By.Name, said.What.Why, said.What.ToMember, said.At));
    }

    /// <summary>Why there is no such item, and what there is.</summary>
    public static string NoSuchItem(EnrollmentRecord record, string item) => record.Checklist is { Items.Count: > 0 } list
        ? $"The checklist of {record.Id} has no item \"{item}\": it has {ChecklistMails.List([.. list.Items.Select(each => each.Item.Id)])}."
        : $"The enrollment {record.Id} has no checklist.";

    /// <summary>Reads when something was done: not in the future.</summary>
    public DateTimeOffset? ReadTime(FieldReader fields, string name)
    {
        if (fields.OptionalText(name, Time) is not { } text || !TryRead(text, out var at))
        {
            return null;
        }
        fields.Must(at <= clock.GetUtcNow() + Ahead, name, "Send a time that isn't in the future.");
        return at;
    }

    InterventionResult<ChecklistReceipt>? RefusalOf(EnrollmentRecord record, ChecklistDeed deed)
    {
        var item = record.Checklist!.Find(deed.What.Item)!;
        if (Repeated(record, deed) is not null)
        {
            return null;
        }
        if (record.State.End is { } end)
        {
            return Refused(InterventionState.Ended, EnrollmentInterventions.Ended(end));
        }
        if (record.Opened.StageIds.TakeWhile(id => id != record.State.Stage).Contains(ChecklistStage.StageId))
        {
            return Refused(InterventionState.Conflict, "The checklist is completed, and nothing on it changes any more.");
        }
        var name = item.Item.Name;
        return (deed.What.Act, item.Status) switch
        {
            (ChecklistAct.Complete, ChecklistStatus.Open) => null,
            (ChecklistAct.Complete, _) => Misfits($"{name} was waived by {item.Last(ChecklistAct.Waive)!.By.Name}. To take it up again, send /reopen first."),
            (ChecklistAct.Verify, _) when item.Item.VerifierRole is null => Misfits($"{name} needs no second person: it is done when it is completed."),
            (ChecklistAct.Verify, ChecklistStatus.Open) => Misfits($"{name} isn't completed yet: somebody else sends /complete first."),
            (ChecklistAct.Verify, ChecklistStatus.Waived) => Misfits($"{name} was waived: there is nothing to verify."),
            (ChecklistAct.Verify, _) when !deed.MayVerify => Misfits($"{name} is verified by somebody of the role {item.Item.VerifierRole}."),
            (ChecklistAct.Verify, _) when IsSamePerson(item.Last(ChecklistAct.Complete)!, deed) => Misfits($"{deed.By.Name} completed {name}: somebody else verifies it."),
            (ChecklistAct.Reopen, ChecklistStatus.Open) => Misfits($"{name} is open."),
            (ChecklistAct.Waive, ChecklistStatus.Done) => Misfits($"{name} is done: there is nothing to waive."),
            _ => null,
        };
    }

    /// <summary>What an earlier act recorded that makes this one a repeat; null: it isn't one.</summary>
    ChecklistChange? Repeated(EnrollmentRecord record, ChecklistDeed deed)
    {
        var item = record.Checklist!.Find(deed.What.Item)!;
        return (deed.What.Act, item.Status) switch
        {
            (ChecklistAct.Complete, ChecklistStatus.Completed or ChecklistStatus.Done) => item.Last(ChecklistAct.Complete),
            (ChecklistAct.Verify, ChecklistStatus.Done) => item.Last(ChecklistAct.Verify),
            (ChecklistAct.Waive, ChecklistStatus.Waived) => item.Last(ChecklistAct.Waive),
            // The same a moment ago; what is open for longer was opened by somebody else's request.
            (ChecklistAct.Reopen, ChecklistStatus.Open) => item.Last(ChecklistAct.Reopen) is { } last && last.By == deed.By && last.What.Why == deed.What.Why
                && clock.GetUtcNow() - last.At < Cases.Interventions.RepeatTime ? last : null,
            _ => null,
        };
    }

    static bool IsSamePerson(ChecklistChange completed, ChecklistDeed deed) =>
        completed.What.Email is { } email && EmailAddress.AreSame(email, deed.What.Email ?? "");

    static bool TryRead(string text, out DateTimeOffset at) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);

    static InterventionResult<ChecklistReceipt> Misfits(string why) => Refused(InterventionState.Conflict, why);

    static InterventionResult<ChecklistReceipt> Refused(InterventionState state, string detail) => InterventionResult<ChecklistReceipt>.Refused(state, detail);
}

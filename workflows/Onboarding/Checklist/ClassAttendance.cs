using System.Text.Json;
using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Members;
using MemberServices.Messages;
using MemberServices.Policies;
using MemberServices.WorkItems;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding.Checklist;

/// <summary>
/// The system that knows who attended a class tells it: <see cref="Attended"/>. Of whom we don't know a person must look; a class that is
/// on nobody's checklist is a line on the member's timeline.
/// </summary>
public sealed class ClassAttendance(
    EnrollmentCases cases, CaseIndex index, ChecklistActs acts, MemberTable members, EventPublisher events, WorkItemService work, WorkItemPolicy policy,
    BusinessCalendar calendar, TimeProvider clock)
{
    public const string Attended = "class.attended";

    const string Work = "attendance";
    const int LongestId = 100;

    static readonly FieldRule Case = new("the enrollment's number", 20, Empty: null)
    {
        Problem = text => CaseId.TryParse(text, out var id) && id.Kind == CaseKind.Enrollment ? null : "Send an enrollment's number, such as EN-7KQ2MX.",
    };

    static readonly FieldRule Member = new("the member's key", 60, Empty: null)
    {
        Problem = text => MemberKey.IsValid(text) ? null : "Send a member's key, such as TX-123456.",
    };

    static readonly FieldRule Item = new("the item's id", ChecklistItem.LongestId, Empty: null) { Unify = text => text.ToLowerInvariant() };
    static readonly FieldRule Class = new("the class's id", LongestId, Empty: null);

    /// <summary>Takes caseId or memberKey, item (of the checklist) or classId (the other system's), and attendedAt.</summary>
    public async Task<IReadOnlyList<MessageError>> TakeAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (command.Data.ValueKind != JsonValueKind.Object)
        {
            return [new MessageError("data", "must be an object: who attended which class")];
        }
        var fields = new FieldReader(command.Data);
        var (number, member) = (fields.OptionalText("caseId", Case), fields.OptionalText("memberKey", Member));
        var (item, classId) = (fields.OptionalText("item", Item), fields.OptionalText("classId", Class));
        var when = acts.ReadTime(fields, "attendedAt");
        fields.Must(number is not null || member is not null, "memberKey", "Send who attended: memberKey or caseId.", FieldCodes.Required);
        fields.Must(item is not null || classId is not null, "item", "Send what was attended: item or classId.", FieldCodes.Required);
        if (fields.Errors.Count > 0)
        {
            return MessageError.Of(fields.Errors);
        }
        var attended = new Attendance(command.Source, command.Id, member, item, classId, when ?? command.Time ?? clock.GetUtcNow());
        return number is null
            ? await OfMemberAsync(client, attended, cancellationToken)
            : await OfCaseAsync(client, CaseId.Parse(number), attended, cancellationToken);
    }

    async Task<IReadOnlyList<MessageError>> OfCaseAsync(DurableTaskClient client, CaseId id, Attendance attended, CancellationToken cancellationToken)
    {
        if (await cases.ReadAsync(id, cancellationToken) is not { } record)
        {
            return [new MessageError("data.caseId", $"there is no enrollment {id}")];
        }
        return record.Checklist is { } list && ItemOf(list, attended) is { } item
            ? await CompleteAsync(client, record, item, attended, "data.caseId", cancellationToken)
            : attended.Item is { } wanted ? [new MessageError("data.item", ChecklistActs.NoSuchItem(record, wanted))]
            : await NoteAsync(record.Applicant.MemberKey, attended, cancellationToken);
    }

    async Task<IReadOnlyList<MessageError>> OfMemberAsync(DurableTaskClient client, Attendance attended, CancellationToken cancellationToken)
    {
        var key = attended.MemberKey!;
        var records = new List<EnrollmentRecord>();
        await foreach (var entry in index.AllAsync(CaseQuery.OfMember(key), cancellationToken))
        {
            if (entry.Id.Kind == CaseKind.Enrollment && await cases.ReadAsync(entry.Id, cancellationToken) is { } record)
            {
                records.Add(record);
            }
        }
        if (records.Count == 0 && await members.FindAsync(key, cancellationToken) is null)
        {
            await AskStaffAsync(key, attended, cancellationToken);
            return [];
        }
        // A live one is meant, else the last; the index may have one that moved on since.
        var meant = records.OrderBy(record => record.State.End is null).ThenBy(record => record.Opened.ReceivedAt).LastOrDefault();
        if (meant?.Checklist is { } list && ItemOf(list, attended) is { } item)
        {
            return meant.State.End is null
                ? await CompleteAsync(client, meant, item, attended, "data.memberKey", cancellationToken)
                : await NoteAsync(key, attended, cancellationToken);
        }
        return attended.Item is { } wanted && meant is { State.End: null }
            ? [new MessageError("data.item", ChecklistActs.NoSuchItem(meant, wanted))]
            : await NoteAsync(key, attended, cancellationToken);
    }

    async Task<IReadOnlyList<MessageError>> CompleteAsync(
        DurableTaskClient client, EnrollmentRecord record, ChecklistItem item, Attendance attended, string field, CancellationToken cancellationToken)
    {
        if (item.Kind != ChecklistItemKind.Class)
        {
            return [new MessageError("data.item", $"must be a class: {item.Id} is a {EnumNames<ChecklistItemKind>.Of(item.Kind)}")];
        }
        // Who has attended what was waived has attended it all the same.
        if (record.Checklist!.Find(item.Id)!.Status == ChecklistStatus.Waived)
        {
            return await NoteAsync(record.Applicant.MemberKey, attended, cancellationToken);
        }
        var result = await acts.ApplyAsync(
            client, record.Id,
            new ChecklistDeed(new ChecklistEntry(item.Id, ChecklistAct.Complete, When: attended.At), Actor.System(attended.Source), Channel.Class), cancellationToken);
        return result.State == InterventionState.Recorded ? [] : [new MessageError(field, result.Detail)];
    }

    /// <summary>A line on the member's timeline.</summary>
    async Task<IReadOnlyList<MessageError>> NoteAsync(string memberKey, Attendance attended, CancellationToken cancellationToken)
    {
        await events.PublishAsync(
            new DomainEvent(
                "class.noted", DeterministicId.From("class", attended.Source, attended.Id), attended.At, memberKey, null, Actor.System(attended.Source).Name,
                EnumNames<Channel>.Of(Channel.Class), $"Attended the class {attended.Name}"),
            cancellationToken);
        return [];
    }

    async Task AskStaffAsync(string memberKey, Attendance attended, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await work.OpenAsync(
            new WorkItem(
                DeterministicId.From(Work, attended.Source, attended.Id), StaffRoles.Level1,
                $"Find out who attended {attended.Name}: {memberKey} is no member, and nobody who applies", calendar.DeadlineAfter(now, policy.DueDays), null, memberKey, now),
            cancellationToken);
    }

    static ChecklistItem? ItemOf(ChecklistState list, Attendance attended) => list.Policy.Items.FirstOrDefault(item =>
        attended.Item is { } id ? item.Id == id : item.ClassIds.Contains(attended.ClassId!, StringComparer.OrdinalIgnoreCase));

    sealed record Attendance(string Source, string Id, string? MemberKey, string? Item, string? ClassId, DateTimeOffset At)
    {
        public string Name => Item ?? ClassId!;
    }
}

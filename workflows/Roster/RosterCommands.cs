using System.Text.Json;
using MemberServices.Fields;
using MemberServices.Members;
using MemberServices.Messages;
using MemberServices.Offices;
using Microsoft.DurableTask.Client;

namespace MemberServices.Roster;

/// <summary>
/// What the association's system says about members and offices, which it alone decides: <see cref="Member"/> and
/// <see cref="Office"/>, each with the whole record. Nobody is written to because of it.
/// </summary>
public sealed class RosterCommands(MemberTable members, OfficeTable offices, RosterLeaves leaves, TimeProvider clock)
{
    public const string Member = "roster.member", Office = "roster.office";

    public async Task<IReadOnlyList<MessageError>> RecordMemberAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var record = Read(command, RosterMember.Read);
        if (record.Errors.Count > 0)
        {
            return record.Errors;
        }
        var change = await members.RecordAsync(record.Value!, record.Version!, cancellationToken);
        if (change.HeldBy is { } other)
        {
            return
            [
                new MessageError(
                    "data.memberStateLicense",
                    $"belongs to the active member {other.MemberKey}: send that one as inactive first, then put this message back; or send this record with that memberKey"),
            ];
        }
        if (change.MlsIdHeldBy is { } holder)
        {
            return [new MessageError("data.memberMlsId", $"belongs to the member {holder}: send that one with their right id first, then put this message back")];
        }
        await leaves.TellAsync(change, record.Version!, command.Source, cancellationToken);
        return [];
    }

    public async Task<IReadOnlyList<MessageError>> RecordOfficeAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var record = Read(command, (fields, version) => OfficeJson.ReadRecord(fields, version.At));
        if (record.Errors.Count == 0)
        {
            await offices.RecordAsync(record.Value!, record.Version!, cancellationToken);
        }
        return record.Errors;
    }

    Record<T> Read<T>(CloudEvent command, Func<FieldReader, RecordVersion, Validated<T>> read) where T : class
    {
        var (version, error) = RecordVersion.Of(command, clock.GetUtcNow());
        if (command.Data.ValueKind != JsonValueKind.Object)
        {
            return new Record<T>(null, null, [.. error is null ? [] : (MessageError[])[error], new MessageError("data", "must be an object: the whole record")]);
        }
        // What else is wrong with it is told, too, where the time is.
        var (value, errors) = read(new FieldReader(command.Data), version ?? new RecordVersion(clock.GetUtcNow(), ""));
        return new Record<T>(version, value, [.. error is null ? [] : (MessageError[])[error], .. errors.Select(each => new MessageError($"data.{each.Field}", each.Message))]);
    }

    sealed record Record<T>(RecordVersion? Version, T? Value, IReadOnlyList<MessageError> Errors) where T : class;
}

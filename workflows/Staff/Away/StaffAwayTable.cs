using Azure.Data.Tables;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;

namespace MemberServices.Staff.Away;

/// <summary>The table <c>StaffAway</c>: one absence for a person, by their id in the directory. One that is over is forgotten in the next night.</summary>
public sealed class StaffAwayTable(TableServiceClient service) : IPersonalData, IForgetting
{
    public const string TableName = "StaffAway";

    const string Partition = "away";

    readonly EntityTable table = new(service, TableName);

    /// <summary>The absence that is under way or to come, or is just over; null: none.</summary>
    public async Task<StaffAbsence?> FindAsync(StaffPerson person, CancellationToken cancellationToken = default) =>
        (await table.FindAsync<JsonRow>(Partition, person.Id, cancellationToken))?.Read<StaffAbsence>();

    /// <summary>Replaces the person's absence. The same again changes nothing.</summary>
    /// <returns>What is kept.</returns>
    public async Task<StaffAbsence> WriteAsync(StaffAbsence absence, CancellationToken cancellationToken = default) => (await table.ChangeAsync<JsonRow>(
        Partition, absence.Person.Id,
        row => row?.Read<StaffAbsence>() is { } kept && kept with { At = absence.At } == absence ? null : JsonRow.Of(Partition, absence.Person.Id, absence),
        cancellationToken))!.Read<StaffAbsence>();

    /// <summary>The person is there. Nothing happens when they weren't away.</summary>
    public Task DeleteAsync(StaffPerson person, CancellationToken cancellationToken = default) => table.DeleteAsync(Partition, person.Id, cancellationToken);

    string IPersonalData.What => "staff-away";

    public async Task<IReadOnlyList<string>> KeysOfAsync(string email, CancellationToken cancellationToken) =>
        await OfAsync(new KnownPerson(KnownPerson.KeyOf(email)), cancellationToken).AnyAsync(cancellationToken) ? [KnownPerson.KeyOf(email)] : [];

    public async Task IdentifyAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        await foreach (var absence in OfAsync(person, cancellationToken))
        {
            var found = person.HasMailbox(absence.Person.Email) ? absence.Person : absence.StandIn!;
            person.IsKnown = true;
            person.Name ??= found.Name;
            person.Emails.Add(found.Email);
        }
    }

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken) => await OfAsync(person, cancellationToken)
        .Select(object (absence) => person.HasMailbox(absence.Person.Email)
            ? new { isAway = true, absence.From, absence.Until, standIn = absence.StandIn?.Name, absence.By, absence.At }
            : new { standsInFor = absence.Person.Name, absence.From, absence.Until })
        .ToListAsync(cancellationToken);

    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var absence in await OfAsync(person, cancellationToken).ToListAsync(cancellationToken))
        {
            if (person.HasMailbox(absence.Person.Email))
            {
                await DeleteAsync(absence.Person, cancellationToken);
                continue;
            }
            await table.ChangeAsync<JsonRow>(
                Partition, absence.Person.Id,
                row => row?.Read<StaffAbsence>() is { StandIn: { } standIn } now && person.HasMailbox(standIn.Email)
                    ? JsonRow.Of(Partition, absence.Person.Id, now with { StandIn = null })
                    : null,
                cancellationToken);
        }
    }

    string IForgetting.What => "absences of staff that are over";

    public async Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var forgotten = 0;
        await foreach (var row in table.QueryAsync<JsonRow>(Partition, cancellationToken: cancellationToken))
        {
            forgotten += row.Read<StaffAbsence>().Until <= now && await table.DeleteIfSameAsync(row, cancellationToken) ? 1 : 0;
        }
        return forgotten;
    }

    IAsyncEnumerable<StaffAbsence> OfAsync(KnownPerson person, CancellationToken cancellationToken) =>
        table.QueryAsync<JsonRow>(Partition, cancellationToken: cancellationToken).Select(row => row.Read<StaffAbsence>())
            .Where(absence => person.HasMailbox(absence.Person.Email) || (absence.StandIn is { } standIn && person.HasMailbox(standIn.Email)));
}

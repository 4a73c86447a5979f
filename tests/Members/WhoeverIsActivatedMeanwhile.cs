using System.Text.Json;
using Azure.Data.Tables;
using Local;
using MemberServices.Fields;
using MemberServices.Members;
using MemberServices.Messages;
using MemberServices.Tables;
using MemberServices.Tests.Tables;
using static MemberServices.Tests.Members.Enrolled;

namespace MemberServices.Tests.Members;

/// <summary>
/// Several callers activate and deactivate several members with two licenses, or record what the roster says, in any order of their requests; they stop
/// anywhere, and do again what they didn't complete, or did.
/// </summary>
public sealed class WhoeverIsActivatedMeanwhile : IAsyncLifetime
{
    const int Runs = 250;
    const int Callers = 4;
    const int CallsOfEach = 5;
    const double Stopped = 0.04;

    static readonly Member[] Members = [Jane, Paul, Jane with { MemberKey = "TX-5" }];
    static readonly StateLicense[] Licenses = [Texas, Oklahoma];

    readonly LocalMachine machine = new(start: Mls.MondayMorning);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => machine.DisposeAsync();

    [Fact]
    public async Task No_license_ever_has_two_and_in_the_end_its_claim_is_right()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            try
            {
                await RunAsync(new Random(seed));
            }
            catch (Exception e)
            {
                Assert.Fail($"With seed {seed}: {e}");
            }
        }
    }

    async Task RunAsync(Random random)
    {
        var service = EmbeddedAccount.Open(machine);
        await service.DeleteTableAsync(MemberTable.TableName);
        await service.CreateTableIfNotExistsAsync(MemberTable.TableName);
        var turns = new Turns(random, Stopped, async () =>
        {
            var (active, claims) = await StoredAsync(service);
            Assert.Equal(active.Distinct(), active.DistinctBy(a => a.LicenseKey));
            Assert.Subset(claims.ToHashSet(), active.ToHashSet());
        });
        var table = new MemberTable(EmbeddedAccount.Open(machine, turns));

        await turns.RunAsync([.. Enumerable.Range(0, Callers).Select(i => CallerAsync(table, i, random))]);

        var (active, claims) = await StoredAsync(service);
        Assert.Equal(active.Order(), claims.Order());
    }

    /// <summary>What to do is drawn before anybody does anything.</summary>
    static Func<Task> CallerAsync(MemberTable table, int caller, Random random)
    {
        var calls = Enumerable.Range(0, CallsOfEach).Select(i => Call(table, Mls.MondayMorning.AddMinutes(caller + i * Callers), random)).ToList();
        foreach (var call in calls.ToList().Where(_ => random.Next(4) == 0))
        {
            calls.Insert(random.Next(calls.Count + 1), call);
        }

        return async () =>
        {
            foreach (var call in calls)
            {
                await UntilCompleteAsync(call);
            }
        };
    }

    static Func<Task> Call(MemberTable table, DateTimeOffset at, Random random)
    {
        var member = Members[random.Next(Members.Length)];
        var activated = member.With(Licenses[random.Next(Licenses.Length)]) with
        {
            ActiveSince = at,
            EnrollmentCaseId = random.Next(2) == 0 ? null : $"EN-{at:HHmm}",
        };
        var recorded = random.Next(6) == 0 ? activated with { MemberStateLicense = "", MemberStateLicenseState = "" } : activated;
        var (version, isActive) = (new RecordVersion(Mls.MondayMorning.AddMinutes(random.Next(20)), $"{random.Next(3)}"), random.Next(3) < 2);
        recorded = recorded with
        {
            ActiveSince = version.At,
            InactiveSince = isActive ? null : version.At,
            EnrollmentCaseId = null,
            MemberEmail = random.Next(4) == 0 ? "other@example.com" : recorded.MemberEmail,
        };
        return random.Next(8) switch
        {
            < 3 => () => table.ActivateAsync(activated),
            < 5 => () => table.DeactivateAsync(member.MemberKey, at),
            _ => () => table.RecordAsync(recorded, version),
        };
    }

    static async Task UntilCompleteAsync(Func<Task> call)
    {
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (Exception e) when (e is StoppedException or RowContendedException)
            {
                // It comes again, as a message or an activity would.
            }
        }
    }

    /// <summary>Who is active with which license, and whose the claims are.</summary>
    static async Task<(List<Holder> Active, List<Holder> Claims)> StoredAsync(TableServiceClient service)
    {
        var rows = await service.GetTableClient(MemberTable.TableName).QueryAsync<JsonRow>().ToListAsync();
        var active =
            from row in rows
            where row.PartitionKey.StartsWith("member-", StringComparison.Ordinal)
            let member = row.Read<JsonElement>().GetProperty("member")
            where member.ValueKind == JsonValueKind.Object && member.GetProperty("inactiveSince").ValueKind == JsonValueKind.Null
            let license = member.Deserialize<Member>(JsonSerializerOptions.Web)!.License
            where license is not null
            select new Holder(license.Key, row.PartitionKey["member-".Length..]);
        var claims =
            from row in rows
            where row.PartitionKey.StartsWith("license-", StringComparison.Ordinal)
            select new Holder(row.PartitionKey["license-".Length..], row.Read<JsonElement>().GetProperty("memberKey").GetString()!);
        return ([.. active], [.. claims]);
    }

    sealed record Holder(string LicenseKey, string MemberKey) : IComparable<Holder>
    {
        public int CompareTo(Holder? other) => string.CompareOrdinal(ToString(), other?.ToString());
    }
}

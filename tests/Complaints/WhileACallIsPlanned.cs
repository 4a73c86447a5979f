using System.Globalization;
using MemberServices.Complaints;

namespace MemberServices.Tests.Complaints;

/// <summary>Whatever people, calendars and clocks do: an event exists exactly while a call is planned, on the calendar of who makes it. COMPLAINT_SEED tells one again.</summary>
public sealed class WhileACallIsPlanned
{
    const int Stories = 6, Acts = 14;

    [Fact]
    public async Task An_event_exists_exactly_then()
    {
        var seed = Environment.GetEnvironmentVariable("COMPLAINT_SEED") is { } asked ? int.Parse(asked, CultureInfo.InvariantCulture) : (int?)null;
        var seen = new HashSet<string>();
        for (var i = seed ?? 1; i < (seed ?? 1) + (seed is null ? Stories : 1); i++)
        {
            seen.UnionWith(await Tells(i));
        }
        if (seed is null)
        {
            Assert.Superset(new HashSet<string> { "planned", "none", "moved", "handed over", "refused" }, seen);
        }
    }

    static async Task<IReadOnlySet<string>> Tells(int seed)
    {
        var (random, told, seen) = (new Random(seed), new List<string>(), new HashSet<string>());
        await using var mls = await Mls.StartAsync();
        var id = await mls.Complains(Cast.Jane);
        await mls.Writes(id, Cast.Elena);
        for (var act = 0; act < Acts; act++)
        {
            var what = await DoesSomething(mls, id, random, seen);
            told.Add($"{mls.Now:MM-dd HH:mm} {what}");
            // A fault that passes is mended within minutes.
            await mls.Advance(minutes: 16);
            var complaint = await mls.Complaint(id);
            var events = mls.Graph.Calendars;
            var refused = (await mls.WorkOn(id)).Any(item => item.StartsWith("calendar:", StringComparison.Ordinal));
            seen.Add(complaint.Call is null ? "none" : "planned");
            if (refused)
            {
                // The calendar refused it, and its owner was told to do it by hand.
                seen.Add("refused");
                Assert.True(events.Count <= 1, $"COMPLAINT_SEED={seed}\n{string.Join('\n', told)}");
                continue;
            }
            var expected = complaint.Call is { } call ? $"{call.Person.Email} {call.From.ToUniversalTime():O}" : "";
            Assert.True(
                expected == string.Join('|', events.Select(each => $"{each.Owner} {each.From.ToUniversalTime():O}")),
                $"COMPLAINT_SEED={seed}: expected '{expected}', got '{string.Join('|', events.Select(each => $"{each.Owner} {each.From.ToUniversalTime():O}"))}'\n{string.Join('\n', told)}");
        }
        return seen;
    }

    static async Task<string> DoesSomething(Mls mls, string id, Random random, HashSet<string> seen)
    {
        var complaint = await mls.Complaint(id);
        var owner = complaint.Owner is { } has ? new MemberServices.Onboarding.BrokerApproval.Person(has.Person.Name, has.Person.Email) : Cast.Elena;
        switch (random.Next(9))
        {
            case 0 or 1:
                seen.Add("moved");
                var mode = new[] { "phone", "video", "visit" }[random.Next(3)];
                return $"prefers {mode} {(complaint.Phase == ComplaintPhase.Closed || (complaint.Call is { } planned && planned.From <= mls.Now) ? "too late" : await Prefers(mls, mode, random.Next(4)))}";
            case 2:
                seen.Add("handed over");
                var to = owner == Cast.Marcus ? Cast.Elena : Cast.Marcus;
                return $"to {to.Name}: {(await mls.OnComplaint(id, "hand-over", owner, new { person = to.Email, reason = "Turn" })).Status}";
            case 3:
                mls.Graph.Faults.Refuse(503, on: "/events");
                await mls.Advance(hours: random.Next(60));
                return "a calendar is away";
            case 4:
                mls.Graph.Faults.LoseAnswer(on: "/events");
                return "an answer gets lost";
            case 5:
                mls.Graph.Faults.Clear();
                mls.Graph.Faults.Refuse(403, on: "POST /v1.0/users");
                var refused = await mls.OnComplaint(id, "hand-over", owner, new { person = (owner == Cast.Marcus ? Cast.Elena : Cast.Marcus).Email, reason = "Turn" });
                mls.Graph.Faults.Clear();
                return $"a calendar refuses: {refused.Status}";
            case 6:
                return $"not reached: {(await mls.Calls(id, owner, "no")).Status}";
            case 7 when complaint.Phase == ComplaintPhase.Investigating:
                await mls.Writes(id, owner);
                return "a letter";
            case 7:
                return $"not satisfied: {(await mls.Calls(id, owner, "yes", "no", "yes", "No.")).Status}";
            default:
                await mls.Advance(days: random.Next(1, 3));
                return "time passes";
        }
    }

    static async Task<int> Prefers(Mls mls, string mode, int window)
    {
        var page = await mls.ComplaintPage(Cast.Jane);
        return page.Forms.FirstOrDefault(form => form.Fields.GetValueOrDefault("act") == "prefer") is { } form
            ? (await mls.Sends(form.With("how", mode).With("when", $"{window}"))).Status
            : 0;
    }
}

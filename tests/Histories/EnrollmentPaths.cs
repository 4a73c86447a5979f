using MemberServices.Onboarding;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Histories;

/// <summary>The ways that an enrollment can go, each as somebody goes it; the case's id.</summary>
static class EnrollmentPaths
{
    static readonly object Ann = new { by = "Ann Archer", reason = "The broker called" };

    public static readonly IReadOnlyDictionary<string, Func<Mls, Task<string>>> All = new Dictionary<string, Func<Mls, Task<string>>>
    {
        ["approved"] = mls => AnsweredAsync(mls, "approve"),
        ["declined"] = mls => AnsweredAsync(mls, "decline", "She left in May"),
        ["not-my-agent"] = mls => AnsweredAsync(mls, "not-my-agent"),
        ["handed-over-then-approved"] = HandedOverAsync,
        ["reminded-then-approved"] = mls => AnsweredAsync(mls, "approve", days: 3),
        ["staff-asked-then-approved"] = mls => AnsweredAsync(mls, "approve", days: 10),
        ["expired"] = ExpiredAsync,
        ["resent-then-approved"] = mls => IntervenedAsync(mls, "resend", Ann, thenApproves: Mls.Bob),
        ["resent-many-times"] = ResentManyTimesAsync,
        ["approver-changed-then-approved"] = mls => IntervenedAsync(
            mls, "reassign", new { by = "Ann Archer", reason = "Bob is away", approverKey = "dana" }, thenApproves: Mls.Dana),
        ["approved-on-behalf"] = mls => IntervenedAsync(mls, "approve-on-behalf", Ann),
        ["nobody-to-ask-then-approved-on-behalf"] = NobodyToAskAsync,
        ["withdrawn-before-access"] = mls => IntervenedAsync(mls, "withdraw", Ann),
        ["withdrawn-after-an-account-was-made"] = mls => WithdrawnAsync(mls),
        ["withdrawn-and-revoked-late"] = mls => WithdrawnAsync(mls, refusals: 2, hours: 2),
        ["withdrawn-and-revoked-by-staff"] = mls => WithdrawnAsync(mls, refusals: 1000, hours: 24 * 10),
        ["access-slowed-down"] = mls => AccessAsync(mls, 429, times: 1, days: 1),
        ["access-tried-until-it-works"] = mls => AccessAsync(mls, 503, times: 4, days: 1),
        ["access-refused-then-retried-by-staff"] = AccessRetriedAsync,
        ["access-given-up"] = mls => AccessAsync(mls, 503, times: 10_000, days: 40),
        ["answer-found-by-a-reminder"] = AnswerFoundAsync,
        ["waiting"] = mls => mls.Applies(Mls.Jane),
    };

    static async Task<string> AnsweredAsync(Mls mls, string decision, string? reason = null, double days = 0)
    {
        var id = await mls.Applies(Mls.Jane);
        await mls.Advance(days: days);
        await mls.Decides(Mls.Bob, decision, reason);
        return id;
    }

    static async Task<string> HandedOverAsync(Mls mls)
    {
        var id = await mls.Applies(Mls.Jane);
        await mls.Advance(days: 3);
        await mls.Decides(Mls.Bob, "hand-over", delegateKey: "dana");
        await mls.Advance(days: 3);
        await mls.Decides(Mls.Dana, "approve");
        return id;
    }

    static async Task<string> ExpiredAsync(Mls mls)
    {
        var id = await mls.Applies(Mls.Jane);
        await mls.Advance(days: 25);
        return id;
    }

    /// <summary>The process that took the answer died before it told the case.</summary>
    static async Task<string> AnswerFoundAsync(Mls mls)
    {
        var id = await mls.Applies(Mls.Jane);
        await mls.ApprovesUnheard(id);
        await mls.Advance(days: 3);
        return id;
    }

    static async Task<string> IntervenedAsync(Mls mls, string step, object body, string? thenApproves = null)
    {
        var id = await mls.Applies(Mls.Jane);
        await mls.Advance(days: 1);
        await mls.Intervenes(id, step, body);
        if (thenApproves is not null)
        {
            await mls.Decides(thenApproves, "approve");
        }

        return id;
    }

    static async Task<string> ResentManyTimesAsync(Mls mls)
    {
        var id = await mls.Applies(Mls.Jane);
        for (var step = 1; step <= 10; step++)
        {
            await mls.Intervenes(id, "resend", new { by = "Ann", reason = $"call {step}", step });
        }

        await mls.Decides(Mls.Bob, "approve");
        return id;
    }

    static async Task<string> NobodyToAskAsync(Mls mls)
    {
        var id = await mls.Applies(Mls.Jane with { MemberEmail = "stella@solostar.example", OfficeKey = "solo" });
        await mls.Intervenes(id, "approve-on-behalf", Ann);
        return id;
    }

    static async Task<string> WithdrawnAsync(Mls mls, int refusals = 0, double hours = 0)
    {
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/groups");
        var id = await AnsweredAsync(mls, "approve");
        if (refusals > 0)
        {
            mls.Graph.Faults.Refuse(503, refusals);
        }

        await mls.Intervenes(id, "withdraw", new { by = "Ann", reason = "Changed her mind" });
        await mls.Advance(hours: hours);
        return id;
    }

    static async Task<string> AccessAsync(Mls mls, int status, int times, double days)
    {
        mls.Graph.Faults.Refuse(status, times, status == 429 ? TimeSpan.FromMinutes(10) : null);
        var id = await AnsweredAsync(mls, "approve");
        await mls.Advance(days: days);
        return id;
    }

    static async Task<string> AccessRetriedAsync(Mls mls)
    {
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/invitations");
        var id = await AnsweredAsync(mls, "approve");
        await mls.Intervenes(id, "resend", new { by = "Ann", reason = "Invitations are allowed now" });
        return id;
    }
}

using MemberServices.Offices;

namespace MemberServices.Tests.Histories;

/// <summary>The ways that an enrollment can go, each as somebody goes it; the case's id.</summary>
static class EnrollmentPaths
{
    public static readonly IReadOnlyDictionary<string, Func<Mls, Task<string>>> All = new Dictionary<string, Func<Mls, Task<string>>>
    {
        ["approved"] = mls => AnsweredAsync(mls, mls.Approves),
        ["declined"] = mls => AnsweredAsync(mls, bob => mls.Declines(bob, "She left in May")),
        ["not-my-agent"] = mls => AnsweredAsync(mls, mls.SaysNotMyAgent),
        ["handed-over-then-approved"] = HandedOverAsync,
        ["reminded-then-approved"] = mls => AnsweredAsync(mls, mls.Approves, days: 3),
        ["staff-asked-then-approved"] = mls => AnsweredAsync(mls, mls.Approves, days: 10),
        ["expired"] = ExpiredAsync,
        ["resent-then-approved"] = mls => IntervenedAsync(mls, id => mls.Resends(id), thenApproves: Cast.Bob),
        ["resent-many-times"] = ResentManyTimesAsync,
        ["approver-changed-then-approved"] = mls => IntervenedAsync(mls, id => mls.Reassigns(id, to: Cast.Dana), thenApproves: Cast.Dana),
        ["approved-on-behalf"] = mls => IntervenedAsync(mls, mls.ApprovesOnBehalf),
        ["nobody-to-ask-then-approved-on-behalf"] = NobodyToAskAsync,
        ["withdrawn-before-access"] = mls => IntervenedAsync(mls, mls.Withdraws),
        ["withdrawn-after-an-account-was-made"] = mls => WithdrawnAsync(mls),
        ["withdrawn-and-revoked-late"] = mls => WithdrawnAsync(mls, refusals: 2, hours: 2),
        ["withdrawn-and-revoked-by-staff"] = mls => WithdrawnAsync(mls, refusals: 1000, hours: 24 * 10),
        ["access-slowed-down"] = mls => AccessAsync(mls, 429, times: 1, days: 1),
        ["access-tried-until-it-works"] = mls => AccessAsync(mls, 503, times: 4, days: 1),
        ["access-refused-then-retried-by-staff"] = AccessRetriedAsync,
        ["access-skipped"] = AccessSkippedAsync,
        ["license-corrected-then-approved"] = mls => IntervenedAsync(mls, id => mls.Corrects(id, new { memberStateLicense = "999999" }), thenApproves: Cast.Bob),
        ["revoked"] = RevokedAsync,
        ["billing-refused-then-cleared"] = BillingRefusedAsync,
        ["billing-asked-again-then-cleared-by-hand"] = BillingClearedByHandAsync,
        ["billing-expired"] = mls => UnansweredAsync(mls, "finance", days: 50),
        ["systems-refused-then-asked-again-and-skipped"] = SystemsAskedAgainAsync,
        ["systems-given-up"] = mls => UnansweredAsync(mls, "vendor", days: 35),
        ["withdrawn-while-systems-are-asked"] = WithdrawnFromSystemsAsync,
        ["access-given-up"] = mls => AccessAsync(mls, 503, times: 10_000, days: 40),
        ["answer-found-by-a-reminder"] = AnswerFoundAsync,
        ["waiting"] = mls => mls.Applies(Cast.Jane),
    };

    static async Task<string> AnsweredAsync(Mls mls, Func<OfficeBroker, Task> answer, double days = 0)
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Advance(days: days);
        await answer(Cast.Bob);
        return id;
    }

    static async Task<string> UnansweredAsync(Mls mls, string system, double days)
    {
        mls.SystemsAreSilent(system);
        var id = await AnsweredAsync(mls, mls.Approves);
        await mls.Advance(days: days);
        return id;
    }

    static async Task<string> BillingRefusedAsync(Mls mls)
    {
        mls.SystemsAreSilent("finance");
        var id = await AnsweredAsync(mls, mls.Approves);
        await mls.Says("billing.refused", new { caseId = id, step = 2, reason = "No account" });
        await mls.Advance(days: 4);
        await mls.Says("billing.cleared", new { caseId = id, step = 2 });
        return id;
    }

    static async Task<string> BillingClearedByHandAsync(Mls mls)
    {
        mls.SystemsAreSilent("finance");
        var id = await AnsweredAsync(mls, mls.Approves);
        await mls.Resends(id, "Finance lost it");
        await mls.Intervenes(id, "clear", new { by = Cast.Sarah.Email, reason = "Paid by check" });
        return id;
    }

    static async Task<string> SystemsAskedAgainAsync(Mls mls)
    {
        mls.SystemsAreSilent("vendor", "lockbox");
        var id = await AnsweredAsync(mls, mls.Approves);
        await mls.Says("provisioning.failed", new { caseId = id, step = 4, target = "vendor", reason = "No such office" });
        await mls.Advance(days: 3);
        await mls.Intervenes(id, "retry", new { by = Cast.Sarah.Email, reason = "It is there now", target = "vendor" });
        await mls.Says("provisioning.completed", new { caseId = id, step = 5, target = "vendor", memberMlsId = "4711" });
        await mls.Skips(id);
        return id;
    }

    static async Task<string> WithdrawnFromSystemsAsync(Mls mls)
    {
        mls.SystemsAreSilent("vendor", "lockbox");
        var id = await AnsweredAsync(mls, mls.Approves);
        await mls.Withdraws(id);
        await mls.Says("provisioning.completed", new { caseId = id, step = 5, target = "lockbox" });
        await mls.Advance(days: 3);
        return id;
    }

    static async Task<string> HandedOverAsync(Mls mls)
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Advance(days: 3);
        await mls.HandsOver(Cast.Bob, to: Cast.Dana);
        await mls.Advance(days: 3);
        await mls.Approves(Cast.Dana);
        return id;
    }

    static async Task<string> ExpiredAsync(Mls mls)
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Advance(days: 25);
        return id;
    }

    /// <summary>The process that took the answer died before it told the case.</summary>
    static async Task<string> AnswerFoundAsync(Mls mls)
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.ApprovesUnheard(id);
        await mls.Advance(days: 3);
        return id;
    }

    static async Task<string> IntervenedAsync(Mls mls, Func<string, Task> intervene, OfficeBroker? thenApproves = null)
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Advance(days: 1);
        await intervene(id);
        if (thenApproves is not null)
        {
            await mls.Approves(thenApproves);
        }

        return id;
    }

    static async Task<string> ResentManyTimesAsync(Mls mls)
    {
        var id = await mls.Applies(Cast.Jane);
        for (var step = 1; step <= 10; step++)
        {
            await mls.Resends(id, $"call {step}", step);
        }

        await mls.Approves(Cast.Bob);
        return id;
    }

    static async Task<string> NobodyToAskAsync(Mls mls)
    {
        var id = await mls.Applies(Cast.Jane with { MemberEmail = Cast.Stella.MemberEmail, OfficeKey = Cast.Solo.OfficeKey });
        await mls.ApprovesOnBehalf(id);
        return id;
    }

    static async Task<string> WithdrawnAsync(Mls mls, int refusals = 0, double hours = 0)
    {
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/groups");
        var id = await AnsweredAsync(mls, mls.Approves);
        if (refusals > 0)
        {
            mls.Graph.Faults.Refuse(503, refusals, on: "DELETE /v1.0/users");
        }

        await mls.Withdraws(id);
        await mls.Advance(hours: hours);
        return id;
    }

    static async Task<string> AccessAsync(Mls mls, int status, int times, double days)
    {
        mls.Graph.Faults.Refuse(status, times, status == 429 ? TimeSpan.FromMinutes(10) : null);
        var id = await AnsweredAsync(mls, mls.Approves);
        await mls.Advance(days: days);
        return id;
    }

    static async Task<string> AccessSkippedAsync(Mls mls)
    {
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/invitations");
        var id = await AnsweredAsync(mls, mls.Approves);
        await mls.Skips(id);
        return id;
    }

    /// <summary>The revocation's own history.</summary>
    static async Task<string> RevokedAsync(Mls mls)
    {
        var id = await AnsweredAsync(mls, mls.Approves);
        mls.Graph.Faults.Refuse(503, times: 2, on: "DELETE /v1.0/groups");
        await mls.Revokes(id);
        await mls.Advance(days: 1);
        return $"{id}.revocation";
    }

    static async Task<string> AccessRetriedAsync(Mls mls)
    {
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/invitations");
        var id = await AnsweredAsync(mls, mls.Approves);
        await mls.Retries(id);
        return id;
    }
}

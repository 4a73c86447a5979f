using System.Net.Http.Json;
using System.Text.Json;
using Local.Systems;
using MemberServices.Cases;
using MemberServices.Members;
using MemberServices.Onboarding;
using MemberServices.Onboarding.Applying;
using MemberServices.Onboarding.Provisioning;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenSystemsSetUpAMember : IAsyncLifetime
{
    const string Commands = "commands";

    Mls mls = null!;
    string id = "";

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        mls.SystemsAreSilent("vendor", "lockbox");
        id = await Approved(Cast.Jane);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task They_are_asked_side_by_side_and_each_answer_counts_in_any_order()
    {
        Assert.Equal(("provisioning", 4), ((await mls.Enrollment(id)).Stage, (await mls.Enrollment(id)).Step));
        Assert.Equal([["provisioning.requested"], ["provisioning.requested"]], new[] { mls.RequestsTo("vendor"), mls.RequestsTo("lockbox") });

        await Completes("lockbox");
        await Completes("lockbox");
        Assert.Equal("provisioning", (await mls.Enrollment(id)).Stage);
        await Completes("vendor", "LM-4711");

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Contains("MLS ID: LM-4711", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.Contains("MLS ID LM-4711", (await mls.Opens(mls.Progress(Cast.Jane))).Words);
        Assert.Equal("LM-4711", (await Member(Cast.Jane)).MemberMlsId);
        Assert.Empty(await mls.WorkItems());
        Assert.DoesNotContain("answer.set-aside", await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public async Task A_refusal_is_work_at_once_and_may_still_be_completed()
    {
        await Completes("lockbox");
        await Fails("vendor", "No such office");
        await Fails("vendor", "No such office");
        Assert.Contains("Have the MLS system set up the member: Jane Doe (TX-123456). It said no: No such office", Assert.Single(await mls.WorkItems()).Title);

        await Completes("vendor", "4711");

        Assert.Empty(await mls.WorkItems());
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task Silence_of_two_business_days_is_work_for_each_and_twenty_end_it()
    {
        await mls.Advance(days: 1.9);
        Assert.Empty(await mls.WorkItems());
        await mls.Advance(days: 0.2);
        Assert.Equal(2, (await mls.WorkItems()).Count(work => work.Title.EndsWith("It doesn't answer", StringComparison.Ordinal)));
        await Completes("lockbox");
        Assert.Contains("the MLS system", Assert.Single(await mls.WorkItems()).Title);

        await mls.Advance(days: 27);

        Assert.Equal(EnrollmentEnd.Failed, (await mls.Enrollment(id)).End!.End);
        Assert.Contains("could not finish", mls.Inbox(Cast.Jane).Latest.Subject);
    }

    [Fact]
    public async Task Staff_ask_one_again_and_skip_the_other_that_was_set_up_by_hand()
    {
        await Fails("vendor", "No such office");
        await mls.Intervenes(id, "retry", new { by = Cast.Sarah.Email, reason = "The office is there now", target = "vendor" });
        Assert.Equal((2, 1), (mls.RequestsTo("vendor").Count, mls.RequestsTo("lockbox").Count));
        Assert.Empty(await mls.WorkItems());

        using var unknown = await mls.Intervenes(id, "skip", new { by = Cast.Sarah.Email, reason = "By hand", target = "crm" });
        Assert.Equal("target", (await Mls.Json(unknown)).GetProperty("errors")[0].GetProperty("field").GetString());
        using var skipped = await mls.Intervenes(id, "skip", new { by = Cast.Sarah.Email, reason = "By hand", target = "lockbox" });
        Assert.Equal("provisioning", (await mls.Enrollment(id)).Stage);
        // To the first asking.
        await Completes("vendor", "4711");

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Contains("Your access was set up by hand", (await mls.Opens(mls.Progress(Cast.Jane))).Words);
    }

    [Fact]
    public async Task What_is_skipped_keeps_the_refusal_of_the_other_in_sight()
    {
        await Fails("vendor", "No such office");
        await mls.Intervenes(id, "skip", new { by = Cast.Sarah.Email, reason = "By hand", target = "lockbox" });
        Assert.Contains("No such office", Assert.Single(await mls.WorkItems()).Title);

        await mls.Skips(id);

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Null((await Member(Cast.Jane)).MemberMlsId);
        await Completes("vendor", "4711");
        Assert.Equal("4711", (await Member(Cast.Jane)).MemberMlsId);
    }

    [Fact]
    public async Task An_answer_that_contradicts_the_first_changes_nothing_and_staff_see_what_is_true()
    {
        await Completes("vendor", "4711");

        await Fails("vendor", "It was a mistake");
        await Completes("vendor", "4712");

        Assert.Equal(2, (await mls.WorkItems()).Count(work => work.Title.StartsWith("See what is true at the MLS system", StringComparison.Ordinal)));
        await Completes("lockbox");
        Assert.Equal("4711", (await Member(Cast.Jane)).MemberMlsId);
    }

    [Fact]
    public async Task Two_members_never_have_one_MLS_id()
    {
        await Completes("lockbox");
        await Completes("vendor", "LM-4711");
        var john = await Approved(Cast.John);

        await Completes("lockbox", of: john);
        await Completes("vendor", "lm-4711", of: john);

        Assert.Contains("it gave the MLS id lm-4711, which is TX-123456's", Assert.Single(await mls.WorkItems()).Title);
        await Completes("vendor", "LM-4712", of: john);
        Assert.Equal("LM-4712", (await Member(Cast.John)).MemberMlsId);
        Assert.Empty(await mls.WorkItems());
    }

    [Fact]
    public async Task At_the_end_what_was_granted_is_taken_back_the_newest_first_and_only_then_the_license_is_free()
    {
        await Completes("vendor", "4711");
        await mls.Withdraws(id);
        Assert.Equal(["provisioning.requested", "access.revoked"], mls.RequestsTo("lockbox"));
        Assert.Equal(["provisioning.requested"], mls.RequestsTo("vendor"));
        Assert.Equal(1, await mls.UsersWith(Cast.Jane.MemberEmail));

        await Completes("lockbox", step: 5);
        Assert.Equal(["provisioning.requested", "access.revoked"], mls.RequestsTo("vendor"));
        using (var early = await mls.SendsToTheApi(Cast.Jane))
        {
            Assert.Equal(400, (int)early.StatusCode);
        }
        await Completes("vendor", step: 5);

        Assert.Equal(0, await mls.UsersWith(Cast.Jane.MemberEmail));
        Assert.Equal("TX-9", await mls.Services.GetRequiredService<MemberTable>().ClaimMlsIdAsync("4711", "TX-9", TestContext.Current.CancellationToken));
        using var again = await mls.SendsToTheApi(Cast.Jane);
        Assert.Equal(202, (int)again.StatusCode);
    }

    [Fact]
    public async Task Who_does_not_take_it_back_is_left_to_staff_and_the_rest_goes_on()
    {
        await mls.Withdraws(id);
        await Fails("lockbox", "Not now", step: 5);
        Assert.Contains("Have the lockbox provider take back the member's access", Assert.Single(await mls.WorkItems()).Title);
        Assert.Equal(["provisioning.requested", "access.revoked"], mls.RequestsTo("vendor"));

        await mls.Advance(days: 2.1);

        Assert.Equal(2, (await mls.WorkItems()).Count);
        Assert.Equal(0, await mls.UsersWith(Cast.Jane.MemberEmail));
        await Completes("vendor", step: 5);
        Assert.Contains("lockbox", Assert.Single(await mls.WorkItems()).Title);
    }

    [Fact]
    public async Task Access_that_is_set_up_after_the_end_is_somebodys_work()
    {
        await mls.Withdraws(id);
        await Completes("lockbox", step: 5);
        await Completes("vendor", step: 5);

        await Completes("vendor", "4711");
        await Completes("vendor", "4711");

        Assert.Contains("set up after the enrollment had ended", Assert.Single(await mls.WorkItems()).Title);
    }

    [Fact]
    public async Task A_completed_enrollment_that_is_revoked_is_taken_back_there_too()
    {
        mls.Systems["vendor"] = mls.Systems["lockbox"] = Behavior.Answers;
        var john = await Approved(Cast.John);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(john)).End!.End);

        await mls.Revokes(john);

        Assert.Contains("access.revoked", mls.RequestsTo("lockbox"));
        Assert.Contains("access.revoked", mls.RequestsTo("vendor"));
        Assert.Equal(0, await mls.UsersWith(Cast.John.MemberEmail));
        using var again = await mls.SendsToTheApi(Cast.John);
        Assert.Equal(202, (int)again.StatusCode);
    }

    [Fact]
    public async Task Access_is_suspended_and_restored_at_each_as_often_as_it_must_be()
    {
        mls.Systems["vendor"] = mls.Systems["lockbox"] = Behavior.Answers;
        var john = await Approved(Cast.John);
        var cases = mls.Services.GetRequiredService<CaseTable<EnrollmentOpened, EnrollmentOutcome>>();
        var targets = mls.Services.GetRequiredService<ProvisioningTargets>();
        var before = mls.RequestsTo("lockbox").Count;

        for (var time = 1; time <= 2; time++)
        {
            await targets.SuspendAsync(await Record(), step: 6);
            await targets.SuspendAsync(await Record(), step: 6);
            await mls.Settle();
            await targets.RestoreAsync(await Record(), step: 6);
            await mls.Settle();
        }

        Assert.Equal(["access.suspended", "access.restored", "access.suspended", "access.restored"], mls.RequestsTo("lockbox").Skip(before));
        mls.SystemsAreSilent("vendor");
        await targets.SuspendAsync(await Record(), step: 6);
        await mls.Advance(days: 2.1);
        Assert.Null(await targets.FollowUpAsync(await Record(), ProvisioningTargets.Suspended, workStep: 0, mls.Now));
        Assert.Contains("Have the MLS system suspend the member's access: John Roe", Assert.Single(await mls.WorkItems(), work => work.MemberKey == Cast.John.MemberKey).Title);

        async Task<CaseRecord<EnrollmentOpened, EnrollmentOutcome>> Record() => await cases.GetAsync(CaseId.Parse(john), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_request_that_was_written_when_the_process_ended_is_sent_by_the_next_look()
    {
        mls.Systems["vendor"] = mls.Systems["lockbox"] = Behavior.Answers;
        var cases = mls.Services.GetRequiredService<CaseTable<EnrollmentOpened, EnrollmentOutcome>>();
        var targets = mls.Services.GetRequiredService<ProvisioningTargets>();
        var before = mls.RequestsTo("lockbox").Count;
        var john = CaseId.Parse(await mls.Applies(Cast.John));
        await Writes(ProvisioningTargets.Requested, step: 4);

        await mls.Approves(Cast.Bob);
        Assert.Equal(["provisioning.requested"], mls.RequestsTo("lockbox").Skip(before));
        foreach (var (type, change) in new[] { (ProvisioningTargets.Suspended, (Func<CaseRecord<EnrollmentOpened, EnrollmentOutcome>, int, Task>)targets.SuspendAsync), (ProvisioningTargets.Restored, targets.RestoreAsync) })
        {
            await Writes(type, step: 6);
            await change(await cases.GetAsync(john, TestContext.Current.CancellationToken), 6);
            await mls.Settle();
        }
        Assert.Equal(["provisioning.requested", "access.suspended", "access.restored"], mls.RequestsTo("lockbox").Skip(before));

        Task Writes(string type, int step) => cases.AddEntryAsync(
            john, _ => CaseEntry.Of(TargetRequest.Kind, mls.Now, Actor.Timer, Channel.System, new TargetRequest(type, step, "lockbox")), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_address_that_is_corrected_meanwhile_gets_the_access()
    {
        Assert.Equal(1, await mls.UsersWith(Cast.Jane.MemberEmail));
        await mls.Corrects(id, new { memberEmail = "jane.doe@example.com" });
        (await mls.SaysIsTheirs("jane.doe@example.com")).MustBe(303);

        Assert.Equal((0, 1), (await mls.UsersWith(Cast.Jane.MemberEmail), await mls.UsersWith("jane.doe@example.com")));
    }

    [Fact]
    public async Task What_was_never_asked_is_not_taken_back()
    {
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/invitations");
        var john = await Approved(Cast.John);
        await mls.Withdraws(john);

        Assert.Single(mls.RequestsTo("vendor"));
    }

    [Theory]
    [InlineData("""{ "caseId": "THIS", "step": 4 }""", "data.target")]
    [InlineData("""{ "caseId": "THIS", "step": 4, "target": "crm" }""", "data.target: Repeat the target of what you answer: in this step vendor, lockbox")]
    [InlineData("""{ "caseId": "THIS", "step": 3, "target": "vendor" }""", "data.step: must be one that this answers: 4")]
    [InlineData("""{ "caseId": "THIS", "step": 4, "target": "vendor", "request": 99 }""", "data.request")]
    [InlineData("""{ "caseId": "THIS", "step": 4, "target": "vendor", "memberMlsId": "4 7 1 1" }""", "data.memberMlsId")]
    [InlineData("""{ "caseId": "THIS", "step": 4, "target": "vendor", "memberMlsId": "12345678901234567890123456" }""", "data.memberMlsId: Shorten")]
    [InlineData("""{ "caseId": "THIS", "step": 4, "target": "vendor" }""", "data.reason", "provisioning.failed")]
    public async Task What_cannot_be_understood_is_set_aside_with_the_field(string data, string reason, string type = "provisioning.completed")
    {
        await mls.Says(type, JsonSerializer.Deserialize<JsonElement>(data.Replace("THIS", id)));

        Assert.StartsWith(reason, Assert.Single(mls.DeadLetters(Commands)).Reason);
        Assert.Equal("provisioning", (await mls.Enrollment(id)).Stage);
    }

    async Task<string> Approved(Application who)
    {
        var id = await mls.Applies(who);
        await mls.Approves(Cast.Bob);
        return id;
    }

    Task Completes(string target, string? memberMlsId = null, int step = 4, string? of = null) =>
        mls.Says("provisioning.completed", new { caseId = of ?? id, step, target, memberMlsId });

    Task Fails(string target, string reason, int step = 4) => mls.Says("provisioning.failed", new { caseId = id, step, target, reason });

    async Task<Member> Member(Application who) =>
        (await mls.Api.GetFromJsonAsync<Member>($"/api/members/{who.MemberKey}", JsonSerializerOptions.Web, TestContext.Current.CancellationToken))!;
}

using MemberServices.Messages;
using MemberServices.Onboarding.Checklist;

namespace MemberServices.Tests.Onboarding.Checklist;

public sealed class WhenAClassIsAttended : IAsyncLifetime
{
    Mls mls = null!;
    string id = "";

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartWithChecklistAsync();
        id = await mls.Enrolls(Cast.Jane);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Its_item_is_done_by_whichever_key_it_is_named(bool byCase, bool byItem)
    {
        await mls.Advance(hours: 2);

        await mls.Attends(new
        {
            caseId = byCase ? id : null,
            memberKey = byCase ? null : "TX-123456",
            item = byItem ? "orientation-class" : null,
            classId = byItem ? null : "orientation",
            attendedAt = Mls.MondayMorning.AddHours(1),
        });

        var item = await mls.Item(id, "orientation-class");
        Assert.Equal(ChecklistStatus.Done, item.Status);
        Assert.Equal("/classes", item.Completed!.By);
        Assert.Equal(Mls.MondayMorning.AddHours(1), item.Completed.When);
        Assert.Contains("checklist.item-completed", await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public async Task Twice_is_once()
    {
        await mls.Attends(new { caseId = id, item = "orientation-class" });
        await mls.Attends(new { caseId = id, item = "orientation-class" }, "2");

        Assert.Single(await mls.Happenings(Cast.Jane), type => type == "checklist.item-completed");
        Assert.Empty(mls.DeadLetters(Bus.Commands));
    }

    [Theory]
    [InlineData("{}", "data.memberKey: Send who attended: memberKey or caseId.")]
    [InlineData("""{"memberKey":"TX-123456"}""", "data.item: Send what was attended: item or classId.")]
    [InlineData("""{"caseId":"4711","item":"orientation-class"}""", "data.caseId: Send an enrollment's number")]
    [InlineData("""{"caseId":"EN-222222","item":"orientation-class"}""", "data.caseId: there is no enrollment EN-222222")]
    [InlineData("""{"memberKey":"TX-123456","item":"class"}""", "data.item: The checklist of EN-")]
    [InlineData("""{"memberKey":"TX-123456","item":"rules-quiz"}""", "data.item: must be a class: rules-quiz is a document")]
    [InlineData("""{"memberKey":"TX-123456","item":"orientation-class","attendedAt":"2030-01-01T00:00:00Z"}""", "data.attendedAt: Send a time that isn't in the future.")]
    [InlineData("[]", "data: must be an object")]
    public async Task What_cannot_be_understood_is_set_aside_with_the_field(string data, string reason)
    {
        await mls.Attends(System.Text.Json.JsonElement.Parse(data));

        Assert.StartsWith(reason, Assert.Single(mls.DeadLetters(Bus.Commands)).Reason);
    }

    [Fact]
    public async Task Of_somebody_unknown_it_is_work_for_staff()
    {
        await mls.Attends(new { memberKey = "TX-4711", classId = "ORIENTATION" });
        await mls.Attends(new { memberKey = "TX-4711", classId = "ORIENTATION" });

        Assert.Single(await mls.WorkItems(), item => item.Title == "Find out who attended ORIENTATION: TX-4711 is no member, and nobody who applies");
        Assert.Empty(mls.DeadLetters(Bus.Commands));
    }

    [Fact]
    public async Task One_that_is_on_no_checklist_is_a_line_on_the_timeline()
    {
        await mls.Attends(new { memberKey = "TX-123456", classId = "PHOTOGRAPHY" });

        Assert.Contains((await mls.Timeline("TX-123456")).Select(line => line.GetProperty("summary").GetString()), text => text == "Attended the class PHOTOGRAPHY");
        Assert.Empty(mls.DeadLetters(Bus.Commands));
    }

    [Fact]
    public async Task After_the_end_it_is_told_by_the_number_and_noted_by_the_member()
    {
        await mls.Withdraws(id);

        await mls.Attends(new { caseId = id, item = "orientation-class" });
        await mls.Attends(new { memberKey = "TX-123456", item = "orientation-class" }, "2");

        Assert.Equal("data.caseId: The enrollment has ended: withdrawn. The applicant can apply again.", Assert.Single(mls.DeadLetters(Bus.Commands)).Reason);
        Assert.Contains((await mls.Timeline("TX-123456")).Select(line => line.GetProperty("summary").GetString()), text => text == "Attended the class orientation-class");
    }
}

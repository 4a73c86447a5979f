using System.Text.Json.Nodes;
using MemberServices.Onboarding;

namespace MemberServices.Tests.Onboarding.Checklist;

public sealed class WhenNothingIsMandatory
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_enrollment_is_completed_at_once(bool hasItems)
    {
        await using var mls = await Mls.StartWithChecklistAsync(enrollment =>
        {
            var items = enrollment["checklist"]!["items"]!.AsArray();
            foreach (var item in items)
            {
                item!["mandatory"] = false;
            }
            if (!hasItems)
            {
                items.Clear();
            }
        });

        var id = await mls.Enrolls(Cast.Jane);

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Empty(await mls.WorkItems());
    }

    [Fact]
    public async Task A_case_keeps_the_checklist_that_it_started_with()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var before = await Mls.StartAsync(folder.Folder, Mls.AsShipped))
        {
            id = await before.Enrolls(Cast.Jane);
        }
        var changed = Mls.WithPolicies("changed", file => file["enrollment"]!["checklist"]!["items"] = new JsonArray());
        await using var mls = await Mls.StartAsync(folder.Folder, $"--Policies:File={changed}");

        Assert.Equal(3, (await mls.Enrollment(id)).Checklist!.Items.Count);
        await mls.Completes(id, "orientation-class");
        Assert.Null((await mls.Enrollment(id)).End);
    }
}

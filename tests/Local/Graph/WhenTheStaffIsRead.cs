using Local;
using Local.Graph;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.CheckMemberGroups;

namespace MemberServices.Tests.Graph;

/// <summary>The official Microsoft.Graph SDK against the sample's staff in the small Graph.</summary>
public sealed class WhenTheStaffIsRead : IAsyncDisposable
{
    readonly LocalMachine machine = new(start: new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));

    GraphServiceClient Client => WhenTheAppCallsGraph.Client(machine);

    [Fact]
    public async Task A_long_list_comes_in_pages_that_lead_to_each_other()
    {
        var first = await Client.Users.GetAsync(request =>
        {
            request.QueryParameters.Top = 5;
            request.QueryParameters.Select = ["id", "displayName"];
        });
        var names = new List<string?>();
        var pages = 0;
        for (var page = first; page is not null; page = page.OdataNextLink is { } next ? await Client.Users.WithUrl(next).GetAsync() : null)
        {
            names.AddRange(page.Value!.Select(user => user.DisplayName));
            pages++;
            Assert.All(page.Value!, user => Assert.Null(user.Mail));
        }

        Assert.Equal((3, 13), (pages, names.Distinct().Count()));
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public async Task A_page_of_no_size_that_there_is_is_refused(int size) => await WhenTheAppCallsGraph.Refused(
        400, "Request_UnsupportedQuery", () => Client.Groups[SampleStaff.Leaders].Members.GetAsync(request => request.QueryParameters.Top = size));

    [Fact]
    public async Task Members_of_a_group_in_a_group_are_members_in_the_end()
    {
        await Client.Groups[SampleStaff.Executive].Members.Ref.PostAsync(WhenTheAppCallsGraph.Reference(SampleStaff.Finance));

        var direct = (await Client.Groups[SampleStaff.Executive].Members.GetAsync())!.Value!;
        var all = (await Client.Groups[SampleStaff.Executive].TransitiveMembers.GetAsync())!.Value!;

        Assert.Equal("Ruth Calloway", Assert.Single(direct.OfType<User>()).DisplayName);
        Assert.Equal("Finance", Assert.Single(direct.OfType<Group>()).DisplayName);
        Assert.Equal(["Elena Voss", "Ruth Calloway"], all.OfType<User>().Select(user => user.DisplayName));
        Assert.Equal(SampleStaff.Finance, Assert.Single(all.OfType<Group>()).Id);
        var checkedGroups = await Client.Users["elena.voss@lakeshore-mls.example"].CheckMemberGroups.PostAsCheckMemberGroupsPostResponseAsync(
            new CheckMemberGroupsPostRequestBody { GroupIds = [SampleStaff.Executive, SampleStaff.Level1] });
        Assert.Equal([SampleStaff.Executive], checkedGroups!.Value!);
    }

    [Fact]
    public async Task A_group_that_is_not_there_is_not_found() => await WhenTheAppCallsGraph.Refused(
        404, "Request_ResourceNotFound", () => Client.Groups[$"{Guid.NewGuid()}"].TransitiveMembers.GetAsync());

    [Fact]
    public async Task Their_phones_are_as_somebody_typed_them_and_one_has_none()
    {
        var users = (await Client.Groups[SampleStaff.Level2].Members.GetAsync(request => request.QueryParameters.Select = ["displayName", "businessPhones", "jobTitle"]))!.Value!.Cast<User>().ToList();

        Assert.Equal(
            ["Priya Raman, Manager, Support: 312.555.0133", "Tom Okafor, Specialist, Level II: "],
            users.Select(user => $"{user.DisplayName}, {user.JobTitle}: {string.Join(", ", user.BusinessPhones!)}"));
        Assert.Equal(["+1 312-555-0120"], (await Client.Users["ruth.calloway@lakeshore-mls.example"].GetAsync())!.BusinessPhones!);
        Assert.Null((await Client.Users["ruth.calloway@lakeshore-mls.example"].GetAsync(request => request.QueryParameters.Select = ["id"]))!.BusinessPhones);
    }

    [Fact]
    public async Task An_account_is_disabled_and_nothing_else_is_changed()
    {
        var sarah = Client.Users["sarah.lindqvist@lakeshore-mls.example"];
        await sarah.PatchAsync(new User { AccountEnabled = false });
        await WhenTheAppCallsGraph.Refused(400, "Request_BadRequest", () => sarah.PatchAsync(new User { DisplayName = "Sara" }));

        Assert.False((await sarah.GetAsync(request => request.QueryParameters.Select = ["accountEnabled"]))!.AccountEnabled);
        Assert.Equal("Sarah Lindqvist", (await sarah.GetAsync())!.DisplayName);
    }

    [Fact]
    public async Task What_is_changed_stays_changed_when_the_process_starts_again()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("graph").FullName;
        await using (var first = new LocalMachine(folder))
        {
            await WhenTheAppCallsGraph.Client(first).Users["sarah.lindqvist@lakeshore-mls.example"].DeleteAsync();
        }

        await using (var second = new LocalMachine(folder))
        {
            var left = (await WhenTheAppCallsGraph.Client(second).Groups[SampleStaff.Level1].Members.GetAsync())!.Value!.Cast<User>();
            Assert.Equal(["Diego Santos", "Hannah Weiss"], left.Select(user => user.DisplayName));
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }

    public ValueTask DisposeAsync() => machine.DisposeAsync();
}

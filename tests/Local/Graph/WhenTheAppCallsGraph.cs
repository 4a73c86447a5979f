using Local;
using Local.Graph;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions.Authentication;

namespace MemberServices.Tests.Graph;

/// <summary>The official Microsoft.Graph SDK against the small Graph.</summary>
public sealed class WhenTheAppCallsGraph : IAsyncDisposable
{
    readonly LocalMachine machine = new(start: new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));

    LocalGraph Graph => machine.Part<LocalGraph>();

    [Fact]
    public async Task A_person_is_invited_and_found()
    {
        var client = Client();

        var invitation = await client.Invitations.PostAsync(Invitation("jane.o'neil@example.org"));

        Assert.Equal("PendingAcceptance", invitation!.Status);
        var byId = await client.Users[invitation.InvitedUser!.Id].GetAsync(request =>
            request.QueryParameters.Select = ["id", "mail", "userType", "userPrincipalName"]);
        Assert.Equal("Guest", byId!.UserType);
        Assert.Null(byId.DisplayName);
        Assert.Equal(byId.Id, (await client.Users[byId.UserPrincipalName].GetAsync())!.Id);
        var found = await client.Users.GetAsync(request => request.QueryParameters.Filter = "mail eq 'Jane.O''Neil@example.org'");
        Assert.Equal(byId.Id, Assert.Single(found!.Value!).Id);
        Assert.Empty((await client.Users.GetAsync(request => request.QueryParameters.Filter = "mail eq 'joe@example.org'"))!.Value!);
    }

    [Theory]
    [InlineData("displayName eq 'JANE O''NEIL'", 1)]
    [InlineData("userPrincipalName eq 'jane_example.org#ext#@MLS.example'", 1)]
    [InlineData("mail eq 'jane@example.org' or mail eq 'JOE@example.org'", 2)]
    [InlineData("mail eq 'nobody@example.org' or displayName eq 'Joe'", 1)]
    [InlineData("displayName eq '%' or mail eq '_'", 0)]
    public async Task People_are_found_by_what_they_have_whatever_its_case(string filter, int count)
    {
        var client = Client();
        foreach (var (mail, name) in new[] { ("jane@example.org", "Jane O'Neil"), ("joe@example.org", "Joe") })
        {
            var invitation = Invitation(mail);
            invitation.InvitedUserDisplayName = name;
            await client.Invitations.PostAsync(invitation);
        }

        var found = await client.Users.GetAsync(request => request.QueryParameters.Filter = filter);

        Assert.Equal(count, found!.Value!.Count);
    }

    [Fact]
    public async Task Who_is_invited_again_is_the_same_guest()
    {
        var first = await Client().Invitations.PostAsync(Invitation("jane@example.org"));
        var second = await Client().Invitations.PostAsync(Invitation("JANE@example.org"));

        Assert.Equal(first!.InvitedUser!.Id, second!.InvitedUser!.Id);
        Assert.Single(await Guests(Client()));
    }

    [Fact]
    public async Task A_guest_is_pending_until_they_accept()
    {
        var jane = (await Client().Invitations.PostAsync(Invitation("jane@example.org")))!.InvitedUser!.Id;
        async Task<string?> State() =>
            (await Client().Users[jane].GetAsync(request => request.QueryParameters.Select = ["externalUserState"]))!.ExternalUserState;

        Assert.Equal("PendingAcceptance", await State());
        await Graph.AcceptAsync("Jane@example.org");
        Assert.Equal("Accepted", await State());
        await Assert.ThrowsAsync<ArgumentException>(() => Graph.AcceptAsync("joe@example.org"));
    }

    [Theory]
    [InlineData("jane")]
    [InlineData("jane+mls@example.org")]
    [InlineData("jane@example.org,joe@example.org")]
    public async Task An_address_that_cannot_be_invited_is_refused(string address) =>
        await Refused(400, "BadRequest", () => Client().Invitations.PostAsync(Invitation(address)));

    [Fact]
    public async Task A_member_of_the_organization_cannot_be_invited()
    {
        await Graph.AddUserAsync("staff@mls.example", "Sam Staff");

        await Refused(400, "BadRequest", () => Client().Invitations.PostAsync(Invitation("staff@mls.example")));
    }

    [Fact]
    public async Task A_guest_joins_the_members_once_and_leaves_once()
    {
        var members = Client().Groups[LocalGraph.MembersGroupId].Members;
        var jane = (await Client().Invitations.PostAsync(Invitation("jane@example.org")))!.InvitedUser!.Id!;

        await members.Ref.PostAsync(Reference(jane));
        var twice = await Refused(400, "Request_BadRequest", () => members.Ref.PostAsync(Reference(jane)));
        Assert.StartsWith("One or more added object references already exist", twice.Error!.Message);
        Assert.Equal("jane@example.org", Assert.IsType<User>(Assert.Single((await members.GetAsync())!.Value!)).Mail);

        await members[jane].Ref.DeleteAsync();
        await Refused(404, "Request_ResourceNotFound", () => members[jane].Ref.DeleteAsync());
        Assert.Empty((await members.GetAsync())!.Value!);
    }

    [Fact]
    public async Task Who_or_what_is_absent_is_not_found()
    {
        var nobody = Guid.NewGuid().ToString();

        await Refused(404, "Request_ResourceNotFound", () => Client().Users[nobody].GetAsync());
        await Refused(404, "Request_ResourceNotFound", () => Client().Users[nobody].DeleteAsync());
        await Refused(404, "Request_ResourceNotFound", () => Client().Groups[nobody].Members.Ref.PostAsync(Reference(nobody)));
        await Refused(404, "Request_ResourceNotFound", () => Client().Groups[LocalGraph.MembersGroupId].Members.Ref.PostAsync(Reference(nobody)));
    }

    [Fact]
    public async Task Who_is_deleted_is_in_no_group_and_gets_a_new_id_when_invited_again()
    {
        var jane = (await Client().Invitations.PostAsync(Invitation("jane@example.org")))!.InvitedUser!.Id!;
        await Client().Groups[LocalGraph.MembersGroupId].Members.Ref.PostAsync(Reference(jane));

        await Client().Users[jane].DeleteAsync();

        Assert.Empty((await Client().Groups[LocalGraph.MembersGroupId].Members.GetAsync())!.Value!);
        Assert.NotEqual(jane, (await Client().Invitations.PostAsync(Invitation("jane@example.org")))!.InvitedUser!.Id);
    }

    [Fact]
    public async Task A_manager_is_read_or_not_found()
    {
        var boss = await Graph.AddUserAsync("boss@mls.example", "Bo Boss");
        await Graph.AddUserAsync("staff@mls.example", "Sam Staff", boss);

        Assert.Equal("Bo Boss", Assert.IsType<User>(await Client().Users["staff@mls.example"].Manager.GetAsync()).DisplayName);
        await Refused(404, "Request_ResourceNotFound", () => Client().Users[boss].Manager.GetAsync());
    }

    [Fact]
    public async Task An_event_with_a_known_transaction_id_is_the_event_that_is_there()
    {
        var staff = await Graph.AddUserAsync("staff@mls.example", "Sam Staff");
        Event Call(string transaction) => new()
        {
            Subject = "Call Jane",
            TransactionId = transaction,
            Start = new DateTimeTimeZone { DateTime = "2026-03-05T09:00:00", TimeZone = "America/Chicago" },
            End = new DateTimeTimeZone { DateTime = "2026-03-05T09:15:00", TimeZone = "America/Chicago" },
        };

        var first = await Client().Users[staff].Events.PostAsync(Call("case-1"));
        var again = await Client().Users[staff].Events.PostAsync(Call("case-1"));
        var other = await Client().Users[staff].Events.PostAsync(Call("case-2"));

        Assert.Equal(first!.Id, again!.Id);
        Assert.NotEqual(first.Id, other!.Id);
        Assert.Equal(2, (await Client().Users[staff].Events.GetAsync())!.Value!.Count);
    }

    [Fact]
    public async Task The_directory_outlives_the_process()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("graph").FullName;
        string? jane;
        await using (var first = new LocalMachine(folder))
        {
            jane = (await Client(first).Invitations.PostAsync(Invitation("jane@example.org")))!.InvitedUser!.Id;
        }

        await using (var second = new LocalMachine(folder))
        {
            Assert.Equal("jane@example.org", (await Client(second).Users[jane].GetAsync())!.Mail);
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }

    public ValueTask DisposeAsync() => machine.DisposeAsync();

    internal static GraphServiceClient Client(LocalMachine machine) =>
        new(new HttpClient(machine.Part<LocalGraph>().CreateHandler()), new AnonymousAuthenticationProvider());

    /// <summary>Without the sample's staff.</summary>
    internal static async Task<List<User>> Guests(GraphServiceClient client) =>
        (await client.Users.GetAsync(request => request.QueryParameters.Filter = "userType eq 'Guest'"))!.Value!;

    internal static Invitation Invitation(string address) => new()
    {
        InvitedUserEmailAddress = address,
        InviteRedirectUrl = "https://mls.example/",
        InvitedUserDisplayName = "Jane Doe",
    };

    internal static ReferenceCreate Reference(string id) => new() { OdataId = $"https://graph.microsoft.com/v1.0/directoryObjects/{id}" };

    internal static async Task<ODataError> Refused(int status, string code, Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<ODataError>(call);
        Assert.Equal((status, code), (refused.ResponseStatusCode, refused.Error!.Code));
        Assert.NotNull(refused.Error.InnerError!.RequestId);
        return refused;
    }

    GraphServiceClient Client() => Client(machine);
}

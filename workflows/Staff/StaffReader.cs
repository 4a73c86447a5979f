using MemberServices.Directory;
using MemberServices.Fields;
using Microsoft.Extensions.Logging;
using Microsoft.Graph;
using Microsoft.Graph.Users.Item.CheckMemberGroups;
using Microsoft.Kiota.Abstractions;
using User = Microsoft.Graph.Models.User;

namespace MemberServices.Staff;

/// <summary>
/// Reads the staff from the directory. The app needs Graph's permissions GroupMember.Read.All and User.Read.All; without the
/// second one Graph lists people without name and address, and with User.ReadBasic.All without phone and title.
/// </summary>
/// <exception cref="TransientDirectoryException">From every call: it passes.</exception>
/// <exception cref="DirectoryRejectedException">From every call: it doesn't.</exception>
sealed partial class StaffReader(GraphServiceClient graph, ILogger logger)
{
    // People wait for it, and there may be an older answer. Of the system's time: that is what a connection takes.
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    // Of one question to Graph: user: checkMemberGroups.
    const int MostGroups = 20;

    static readonly string[] Needed = ["id", "displayName", "mail", "accountEnabled", "businessPhones", "jobTitle"];

    /// <summary>
    /// Who is in a group, directly or through another one, by name. Left out: who has no valid address, and whose account
    /// is disabled, since that is done first when somebody leaves.
    /// </summary>
    public Task<IReadOnlyList<StaffPerson>> PeopleInAsync(string group) => GraphErrors.UnderstoodAsync(async () =>
    {
        using var wait = new CancellationTokenSource(LongestWait);
        var people = new List<StaffPerson>();
        try
        {
            // Without a cast to users: that would be answered from an index that lags behind.
            var members = graph.Groups[group].TransitiveMembers;
            var page = await members.GetAsync(request => request.QueryParameters.Select = Needed, wait.Token);
            while (page is not null)
            {
                people.AddRange((page.Value ?? []).OfType<User>().Select(Read).OfType<StaffPerson>());
                page = page.OdataNextLink is { } next ? await members.WithUrl(next).GetAsync(cancellationToken: wait.Token) : null;
            }
        }
        catch (ApiException e) when (GraphErrors.IsGone(e))
        {
            throw new DirectoryRejectedException($"The directory has no group {group}, which staff.roles in the policy file names.", e);
        }

        return (IReadOnlyList<StaffPerson>)[.. people.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.Id, StringComparer.Ordinal)];
    });

    /// <summary>A user's manager. Null when the directory names none, or a contact who isn't a user, or one who would be left out of a group.</summary>
    public Task<StaffPerson?> ManagerOfAsync(string userId) => GraphErrors.UnderstoodAsync(async () =>
    {
        using var wait = new CancellationTokenSource(LongestWait);
        try
        {
            return await graph.Users[userId].Manager.GetAsync(request => request.QueryParameters.Select = Needed, wait.Token) is User manager
                ? Read(manager)
                : null;
        }
        catch (ApiException e) when (GraphErrors.IsGone(e))
        {
            return null;
        }
    });

    /// <summary>A user, as <see cref="PeopleInAsync"/> would have them, and in which of some groups they are, directly or through another one. Null: no such user.</summary>
    public Task<PersonInGroups> PersonAsync(string userId, IReadOnlyList<string> groups) => GraphErrors.UnderstoodAsync(async () =>
    {
        using var wait = new CancellationTokenSource(LongestWait);
        try
        {
            var user = graph.Users[userId].GetAsync(request => request.QueryParameters.Select = Needed, wait.Token);
            var asked = groups.Chunk(MostGroups).Select(some => graph.Users[userId].CheckMemberGroups.PostAsCheckMemberGroupsPostResponseAsync(
                new CheckMemberGroupsPostRequestBody { GroupIds = [.. some] }, cancellationToken: wait.Token)).ToList();
            var found = (await Task.WhenAll(asked)).SelectMany(answer => answer?.Value ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return new PersonInGroups(await user is { } known ? Read(known) : null, found);
        }
        catch (ApiException e) when (GraphErrors.IsGone(e))
        {
            return new PersonInGroups(null, new HashSet<string>());
        }
    });

    StaffPerson? Read(User user)
    {
        if (user.AccountEnabled == false)
        {
            return null;
        }

        if (user.Mail?.Trim() is not { } email || !EmailAddress.IsValid(email))
        {
            LogNoAddress(logger, user.Id!);
            return null;
        }

        return new StaffPerson(user.Id!, Text(user.DisplayName) ?? email, email, PhoneOf(user), Text(user.JobTitle));
    }

    /// <summary>The first number that the directory has. Others can't call what is no more than an extension.</summary>
    static string? PhoneOf(User user) =>
        PhoneNumber.Unify(user.BusinessPhones?.FirstOrDefault() ?? "") is var phone && PhoneNumber.Problem(phone) is null ? phone : null;

    static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [LoggerMessage(3, LogLevel.Warning, "User {UserId} is left out of the staff: no valid mail address, or the app may not read it (User.Read.All).")]
    static partial void LogNoAddress(ILogger logger, string userId);
}

/// <param name="Person">Null: there is no such user, or one whom nobody can work with.</param>
/// <param name="Groups">Those of the groups asked about that the user is in.</param>
sealed record PersonInGroups(StaffPerson? Person, IReadOnlySet<string> Groups);

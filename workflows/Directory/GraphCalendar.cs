using System.Globalization;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;

namespace MemberServices.Directory;

/// <summary>
/// The calendars behind Microsoft Graph. What its documentation says (learn.microsoft.com/graph/api: event, user-post-events, event-update,
/// event-delete, singlevaluelegacyextendedproperty-get), and what it was seen to do:
/// a transactionId that was used before makes no second event. The same request is answered with 201 and the event that is there; one that
/// asks for something else is refused with ErrorDuplicateTransactionId. A transactionId can't be changed, and nothing says that events can be
/// filtered by it, so the event has it a second time, as an extended property, by which they can.
/// </summary>
public sealed class GraphCalendar(GraphServiceClient graph, MemberDirectory directory) : IStaffCalendar
{
    // A string in the set of properties that are anybody's to name.
    const string Property = "String {00020329-0000-0000-C000-000000000046} Name MemberServicesCall";

    public async Task<string> PlanAsync(PlannedCall call, CancellationToken cancellation)
    {
        var userId = await UserAsync(call.OwnerEmail);
        var planned = Of(call);
        planned.TransactionId = call.TransactionId;
        planned.SingleValueExtendedProperties = [new SingleValueLegacyExtendedProperty { Id = Property, Value = call.TransactionId }];
        planned.Body = Body(call);

        // A complaint's details are for its owner, not for everybody who may look into the calendar.
        planned.Sensitivity = Sensitivity.Private;
        if (call.IsVideo)
        {
            (planned.IsOnlineMeeting, planned.OnlineMeetingProvider) = (true, OnlineMeetingProviderType.TeamsForBusiness);
        }

        var (id, duplicate) = await CalledAsync<(string?, DirectoryRejectedException?)>(async () =>
        {
            try
            {
                return ((await graph.Users[userId].Events.PostAsync(planned, cancellationToken: cancellation))!.Id, null);
            }
            catch (ODataError e) when (e.Error?.Code == "ErrorDuplicateTransactionId")
            {
                return (null, GraphErrors.Rejected(e));
            }
        });
        if (id is null)
        {
            // An earlier try made it, and something was changed since. If it isn't there any more, its owner took it away.
            id = await FindAsync(userId, call.TransactionId, cancellation) is [var found, ..] ? found : throw duplicate!;
            await ChangeAsync(userId, id, call, cancellation);
        }

        return id;
    }

    public async Task MoveAsync(string eventId, PlannedCall call, CancellationToken cancellation) =>
        await ChangeAsync(await UserAsync(call.OwnerEmail), eventId, call, cancellation);

    public async Task CancelAsync(string ownerEmail, string transactionId, string? eventId, CancellationToken cancellation)
    {
        var userId = await UserAsync(ownerEmail);
        foreach (var id in eventId is null ? await FindAsync(userId, transactionId, cancellation) : [eventId])
        {
            await GraphErrors.UnderstoodAsync(() => graph.Users[userId].Events[id].DeleteAsync(cancellationToken: cancellation), GraphErrors.IsGone);
        }
    }

    /// <summary>Graph knows users by id and sign-in name, and somebody's mail address may be another.</summary>
    async Task<string> UserAsync(string email) => (await directory.FindAsync(email))?.Id ?? email;

    async Task<IReadOnlyList<string>> FindAsync(string userId, string transactionId, CancellationToken cancellation)
    {
        var quoted = transactionId.Replace("'", "''", StringComparison.Ordinal);
        return await GraphErrors.UnderstoodAsync(async () =>
        {
            try
            {
                var found = await graph.Users[userId].Events.GetAsync(
                    request =>
                    {
                        request.QueryParameters.Filter = $"singleValueExtendedProperties/Any(ep: ep/id eq '{Property}' and ep/value eq '{quoted}')";
                        request.QueryParameters.Select = ["id"];
                    },
                    cancellation);
                return (IReadOnlyList<string>)[.. found?.Value?.Select(each => each.Id!) ?? []];
            }
            catch (ApiException e) when (GraphErrors.IsGone(e))
            {
                return [];
            }
        });
    }

    // The text of an online meeting holds the way into it: who replaces the text ends the meeting. So it keeps its own.
    Task<Event?> ChangeAsync(string userId, string eventId, PlannedCall call, CancellationToken cancellation)
    {
        var changed = Of(call);
        if (!call.IsVideo)
        {
            changed.Body = Body(call);
        }

        return CalledAsync(() => graph.Users[userId].Events[eventId].PatchAsync(changed, cancellationToken: cancellation));
    }

    // Not every mailbox knows every IANA name of a time zone, and every one knows UTC; Outlook shows the owner's own time.
    static Event Of(PlannedCall call) => new()
    {
        Subject = call.Subject,
        Start = Utc(call.From),
        End = Utc(call.Until),
        Location = new Location { DisplayName = call.Location ?? "" },
    };

    static DateTimeTimeZone Utc(DateTimeOffset at) => new() { DateTime = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture), TimeZone = "UTC" };

    static ItemBody Body(PlannedCall call)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(call.TimeZone);
        return new ItemBody { ContentType = BodyType.Text, Content = $"{call.Text}\n\nOn their clock ({call.TimeZone}): {Theirs(call.From)} to {Theirs(call.Until)}" };

        string Theirs(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("ddd, MMM d, h:mm tt", CultureInfo.InvariantCulture);
    }

    // Elsewhere what isn't found may have been made a moment ago. Here a mailbox is missing, or an event that its owner deleted.
    static Task<T> CalledAsync<T>(Func<Task<T>> call) => GraphErrors.UnderstoodAsync(async () =>
    {
        try
        {
            return await call();
        }
        catch (ApiException e) when (GraphErrors.IsGone(e))
        {
            throw GraphErrors.Rejected(e);
        }
    });
}

using System.Text.Json;
using Local.Durable;
using Local.Email;
using Local.Graph;
using Local.Host;
using Local.ServiceBus;
using Local.Systems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Local.Pages;

/// <summary>The pages under /local: only on loopback, only on one machine.</summary>
public static class LocalPages
{
    static readonly TimeSpan SettlesWithin = TimeSpan.FromSeconds(2);
    static readonly string[] Reading = ["GET", "HEAD"];

    /// <summary>Maps <c>/local</c> and everything under it.</summary>
    public static void MapLocalPages(this IEndpointRouteBuilder routes, LocalMachine machine)
    {
        var local = routes.MapGroup("/local").AddEndpointFilter(LoopbackOnly.Filter).ExcludeFromDescription();
        Map("", (EndpointDataSource endpoints) => StartAsync(machine, endpoints));
        Map("style.css", () => Results.Stream(typeof(LocalPages).Assembly.GetManifestResourceStream("pages.css")!, "text/css; charset=utf-8"));
        Map("inbox", (HttpRequest request) => Inbox(request, machine.Part<Inbox>()));
        Map(
            "inbox/{id}",
            (HttpRequest request, string id) => MailEndpoint.Show(request, machine.Part<Inbox>(), id),
            (HttpRequest request, string id) => MailEndpoint.BounceAsync(request, machine.Part<Inbox>(), id));
        Map("inbox.json", () => Results.Json(machine.Part<Inbox>().Newest(take: int.MaxValue).Select(InboxLine.Of)));
        Map("clock", (HttpRequest request) => ClockEndpoint.Show(request, machine), (HttpRequest request, IHostApplicationLifetime lifetime) => ClockEndpoint.AdvanceAsync(request, machine, lifetime));
        Map("bus", (HttpRequest request) => BusEndpoint.Show(request, machine.Part<Broker>()), (HttpRequest request) => BusEndpoint.RedriveAsync(request, machine.Part<Broker>()));
        Map("teams", (HttpRequest request) => TeamsEndpoint.Show(request, machine), (HttpRequest request) => TeamsEndpoint.WriteAsync(request, machine));
        Map("checklist", () => new SeeOther("/local"), (HttpRequest request, DataFolder folder) => ChecklistEndpoint.CompleteAsync(request, folder));
        Map("systems", () => SystemsEndpoint.Show(machine), (HttpRequest request) => SystemsEndpoint.ActAsync(request, machine));
        Map("meter.json", () => Results.Json(machine.Meter.Read().ToDictionary(each => JsonNamingPolicy.CamelCase.ConvertName($"{each.Key}"), each => each.Value)));
        Map("graph", () => new LocalPage<GraphPage>(200, (nameof(GraphPage.Calendars), machine.Part<LocalGraph>().Calendars)));
        Map(
            "accept/{ticket}",
            (HttpRequest request, string ticket) => AcceptEndpoint.Show(request, machine.Part<LocalGraph>(), ticket),
            (HttpRequest request, string ticket) => AcceptEndpoint.AcceptAsync(request, machine.Part<LocalGraph>(), ticket));
        local.Map("graph/v1.0/{**path}", (HttpContext http) => GraphEndpoint.AnswerAsync(http, machine));
        local.Map("{**rest}", (HttpRequest request) => Refusal.NotFound(request));

        void Map(string path, Delegate read, Delegate? send = null)
        {
            local.MapMethods(path, Reading, read);
            if (send is not null)
            {
                local.MapPost(path, send).DisableAntiforgery();
            }

            local.Map(path, (HttpRequest request) => Refusal.OtherMethod(request, send is null ? "GET, HEAD" : "GET, HEAD, POST"));
        }
    }

    /// <summary>When something that waits is due next, or null.</summary>
    internal static DateTimeOffset? NextDue(LocalMachine machine) => machine.Database.Read(DurableTables.NextDue);

    static async Task<IResult> StartAsync(LocalMachine machine, EndpointDataSource endpoints)
    {
        await SettleAsync(machine.Clock);
        var (inbox, graph) = (machine.Part<Inbox>(), machine.Part<LocalGraph>());
        return new LocalPage<StartPage>(
            200,
            (nameof(StartPage.Now), machine.Clock.GetUtcNow()),
            (nameof(StartPage.NextDue), NextDue(machine)),
            (nameof(StartPage.Mails), inbox.Count),
            (nameof(StartPage.Queues), machine.Part<Broker>().Entities()),
            (nameof(StartPage.Requests), machine.Part<Counterparts>().Count),
            (nameof(StartPage.Guests), graph.Guests),
            (nameof(StartPage.Story), Story.Of(inbox.Newest(Story.Mails), graph.HasAccepted)),
            (nameof(StartPage.Routes), AppRoute.Of(endpoints)));
    }

    // What was sent in another tab a moment ago shows what came of it.
    static async Task SettleAsync(LocalClock clock)
    {
        using var late = new CancellationTokenSource(SettlesWithin);
        try
        {
            await clock.SettleAsync(late.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            // Then the page shows how far it is.
        }
    }

    static IResult Inbox(HttpRequest request, Inbox inbox)
    {
        if (!request.TryReadCount("page", out var asked))
        {
            return Refusal.NoSuchNumber(request, "page");
        }

        var page = Math.Clamp(asked ?? 1, 1, int.MaxValue / InboxPage.Size);
        return new LocalPage<InboxPage>(
            200,
            (nameof(InboxPage.Mails), inbox.Newest(InboxPage.Size, (page - 1) * InboxPage.Size)),
            (nameof(InboxPage.Bouncing), inbox.Bouncing),
            (nameof(InboxPage.Total), inbox.Count),
            (nameof(InboxPage.Page), page))
        {
            HasMails = true,
        };
    }

    /// <summary>A mail in inbox.json.</summary>
    /// <param name="To">The recipients' addresses, with a comma and a space between them.</param>
    /// <param name="Links">Where the mail's links lead, in their order.</param>
    sealed record InboxLine(string To, string Subject, string Html, string Text, IReadOnlyList<string> Links, DateTimeOffset At)
    {
        public static InboxLine Of(Mail mail) => new(
            string.Join(", ", mail.To), mail.Subject, mail.Html, mail.Text, [.. mail.Links.Select(link => link.Address.AbsoluteUri)], mail.At);
    }
}

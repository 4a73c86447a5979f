using Local.Email;
using Local.ServiceBus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Local.Pages;

/// <summary>The pages under /local: only on loopback, only on one machine.</summary>
public static class LocalPages
{
    /// <summary>Maps <c>/local</c> and everything under it.</summary>
    public static void MapLocalPages(this IEndpointRouteBuilder routes, LocalMachine machine)
    {
        var local = routes.MapGroup("/local").AddEndpointFilter(LoopbackOnly.Filter).ExcludeFromDescription();
        local.MapGet("", (EndpointDataSource endpoints) => Start(machine, endpoints));
        local.MapGet("style.css", () => Results.Stream(typeof(LocalPages).Assembly.GetManifestResourceStream("pages.css")!, "text/css; charset=utf-8"));
        local.MapGet("inbox", ([FromQuery] int page = 1) => Inbox(machine.Part<Inbox>(), Math.Clamp(page, 1, int.MaxValue / InboxPage.Size)));
        local.MapGet("inbox.json", () => Results.Json(machine.Part<Inbox>().Newest(take: int.MaxValue).Select(InboxLine.Of)));
        local.MapGet("clock", (HttpRequest request) => ClockEndpoint.Show(request, machine));
        local.MapPost("clock", (HttpRequest request) => ClockEndpoint.AdvanceAsync(request, machine)).DisableAntiforgery();
        local.MapGet("bus", ([FromQuery] int? redriven) => BusEndpoint.Show(machine.Part<Broker>(), redriven));
        local.MapPost("bus", (HttpRequest request) => BusEndpoint.RedriveAsync(request, machine.Part<Broker>())).DisableAntiforgery();
        local.MapGet("graph", () => new LocalPage<GraphPage>(200));
        local.Map("graph/v1.0/{**path}", (HttpContext http) => GraphEndpoint.AnswerAsync(http, machine));
        local.Map("{**rest}", () => Results.NotFound());
    }

    static LocalPage<StartPage> Start(LocalMachine machine, EndpointDataSource endpoints) => new(
        200,
        (nameof(StartPage.Now), machine.Clock.GetUtcNow()),
        (nameof(StartPage.Mails), machine.Part<Inbox>().Count),
        (nameof(StartPage.Routes), AppRoute.Of(endpoints)));

    static LocalPage<InboxPage> Inbox(Inbox inbox, int page) => new(
        200,
        (nameof(InboxPage.Mails), inbox.Newest(InboxPage.Size, (page - 1) * InboxPage.Size)),
        (nameof(InboxPage.Total), inbox.Count),
        (nameof(InboxPage.Page), page));

    /// <summary>A mail in inbox.json.</summary>
    /// <param name="To">The recipients' addresses, with a comma and a space between them.</param>
    /// <param name="Links">Where the mail's links lead, in their order.</param>
    sealed record InboxLine(string To, string Subject, string Html, string Text, IReadOnlyList<string> Links, DateTimeOffset At)
    {
        public static InboxLine Of(Mail mail) => new(
            string.Join(", ", mail.To), mail.Subject, mail.Html, mail.Text, [.. mail.Links.Select(link => link.Address.AbsoluteUri)], mail.At);
    }
}

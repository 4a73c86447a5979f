using System.Net;
using System.Net.Http.Headers;
using Azure;
using Azure.Communication.Email;
using Local;
using Local.Pages;
using MemberServices.Tests.Email;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MemberServices.Tests.Pages;

/// <summary>The local pages on a port of their own, without an app.</summary>
public sealed class LocalSite : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    readonly WebApplication web;

    LocalSite(WebApplication web, LocalMachine machine)
    {
        this.web = web;
        Machine = machine;
        Browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(web.Urls.Single()) };
        Browser.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        Script = new HttpClient { BaseAddress = Browser.BaseAddress };
    }

    public LocalMachine Machine { get; }

    /// <summary>Asks for pages; redirects aren't followed.</summary>
    public HttpClient Browser { get; }

    /// <summary>Asks for JSON.</summary>
    public HttpClient Script { get; }

    /// <param name="caller">The address that requests come from, where it isn't this machine's.</param>
    public static async Task<LocalSite> StartAsync(string? caller = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var web = builder.Build();
        if (caller is not null)
        {
            web.Use((context, next) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(caller);
                return next(context);
            });
        }

        var machine = new LocalMachine(start: Start);
        web.MapLocalPages(machine);
        web.MapGet("/enroll", () => "");
        web.MapPost("/enroll", () => "");
        await web.StartAsync();
        return new LocalSite(web, machine);
    }

    public async Task MailsAsync(string to, string subject, string html, string? text = null)
    {
        var client = WhenAMailIsSent.Client(Machine);
        var content = new EmailContent(subject) { Html = html, PlainText = text };
        await client.SendAsync(WaitUntil.Started, new EmailMessage("members@mls.example", to, content));
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        Script.Dispose();
        await web.DisposeAsync();
        await Machine.DisposeAsync();
    }
}

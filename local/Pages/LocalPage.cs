using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Local.Pages;

/// <summary>A component as an answer.</summary>
sealed class LocalPage<TPage>(int status, params (string Name, object? Value)[] parameters) : IResult
    where TPage : IComponent
{
    const string Rules =
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Whether mails stand in the page: in frames without an address of their own, which take the page's rules over. Their styles are inline.</summary>
    public bool HasMails { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var view = ParameterView.FromDictionary(parameters.ToDictionary(each => each.Name, each => each.Value));
            return (await renderer.RenderComponentAsync<TPage>(view)).ToHtmlString();
        });
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = HasMails ? Rules.Replace("style-src 'self'", "style-src 'self' 'unsafe-inline'") : Rules;
        await response.WriteAsync(html);
    }
}

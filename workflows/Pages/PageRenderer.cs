using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MemberServices.Pages;

/// <summary>Renders a Razor component to a string. Components are the only makers of HTML, so everything in it is encoded.</summary>
public sealed class PageRenderer(IServiceScopeFactory scopes, ILoggerFactory loggers, Stylesheet style)
{
    /// <summary>The page as an answer. <paramref name="parameters"/> are the component's parameters by name.</summary>
    public async Task<PageResult> PageAsync<TPage>(int status, params (string Name, object? Value)[] parameters)
        where TPage : IComponent =>
        new(await RenderAsync<TPage>(parameters), status, style.PageHash);

    /// <summary>A page that only says something.</summary>
    public async Task<PageResult> MessageAsync(int status, Message message) =>
        (await PageAsync<MessagePage>(status, (nameof(MessagePage.Message), message))).Saying(message.Text);

    /// <summary>A form that was sent, or the page that refuses it.</summary>
    public async Task<(PostedForm? Form, PageResult? Refusal)> ReadFormAsync(HttpRequest request)
    {
        var (form, status, refusal) = await PostedForm.ReadAsync(request);
        return (form, refusal is null ? null : await MessageAsync(status, refusal));
    }

    public async Task<string> RenderAsync<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(new PageScope(scope.ServiceProvider), loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var view = ParameterView.FromDictionary(parameters.ToDictionary(each => each.Name, each => each.Value));
            return (await renderer.RenderComponentAsync<TComponent>(view)).ToHtmlString();
        });
    }

    /// <summary>
    /// The services of one rendering, without navigation: MVC's NavigationManager knows no address outside of MVC's own
    /// views, and the renderer would ask it where a form without an action is sent.
    /// </summary>
    sealed class PageScope(IServiceProvider services) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(NavigationManager) ? null : services.GetService(serviceType);
    }
}

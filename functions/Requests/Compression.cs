using System.Net.Mime;
using MemberServices.Desk;
using MemberServices.Desk.Frame;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Requests;

/// <summary>Answers are compressed for whoever accepts that. It stands before whatever else is in the web server's pipeline.</summary>
public sealed class Compression : IStartupFilter
{
    /// <remarks>
    /// Over HTTPS, too. The length of what is compressed can betray a secret to somebody who makes a browser ask again and again,
    /// with guesses that are repeated in the answer beside the secret (BREACH). Here no browser has cookies or anything else
    /// to add to what it is made to ask: a page's token stands in answers to requests that have it in their address, a key in
    /// none. Whoever can cause a request knows all that its answer tells. Staff alone are signed in, so what their pages answer
    /// isn't compressed, apart from their script and style.
    /// </remarks>
    public static void Configure(ResponseCompressionOptions options)
    {
        options.EnableForHttps = true;
        options.MimeTypes = [MediaTypeNames.Text.Html, MediaTypeNames.Text.Css, MediaTypeNames.Text.JavaScript, MediaTypeNames.Application.Json, MediaTypeNames.Application.ProblemJson];
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseWhen(
            http => !http.Request.Path.StartsWithSegments(DeskRequest.Root, StringComparison.OrdinalIgnoreCase) || DeskAssets.IsIn(http.Request.Path),
            compressed => compressed.UseResponseCompression());
        next(app);
    };
}

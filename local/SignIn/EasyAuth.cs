using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Local.Graph;
using Local.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Local.SignIn;

/// <summary>
/// App Service's authentication as the app meets it: <c>/.auth/login/aad</c>, <c>/.auth/logout</c>, and the header
/// <c>X-MS-CLIENT-PRINCIPAL</c> on the requests of who is signed in, which is taken away from what anybody sends. In place of a
/// password one chooses somebody of the local Graph. Source: learn.microsoft.com, "Work with user identities in Azure App Service
/// authentication".
/// </summary>
sealed class EasyAuth(LocalMachine machine)
{
    const string Cookie = "LocalSignIn";
    const string SignInPath = "/.auth/login/aad";
    const string Prefix = "X-MS-CLIENT-PRINCIPAL";

    // A new one with each start: whoever was signed in chooses again.
    readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    LocalGraph Graph => machine.Part<LocalGraph>();

    public void AddTo(IApplicationBuilder app) => app.Use((http, next) =>
    {
        foreach (var header in http.Request.Headers.Keys.Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            http.Request.Headers.Remove(header);
        }
        if (WhoIs(http.Request) is { } user)
        {
            http.Request.Headers[Prefix] = PrincipalOf(user);
            http.Request.Headers[Prefix + "-ID"] = user.Id;
        }
        return next(http);
    });

    public void MapPages(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/.auth").AddEndpointFilter(LoopbackOnly.Filter).ExcludeFromDescription();
        pages.MapGet("login/aad", Show);
        pages.MapPost("login/aad", (Delegate)SignInAsync).DisableAntiforgery();
        pages.MapGet("logout", SignOut);
    }

    /// <summary>The header as the platform writes it.</summary>
    internal static string PrincipalOf(SignInPerson user) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new
    {
        auth_typ = "aad",
        name_typ = "name",
        role_typ = "roles",
        claims = new[]
        {
            new { typ = "http://schemas.microsoft.com/identity/claims/objectidentifier", val = user.Id },
            new { typ = "name", val = user.Name },
            new { typ = "preferred_username", val = user.Mail },
        },
    }));

    LocalPage<SignInPage> Show(HttpRequest request) => new LocalPage<SignInPage>(
        200, (nameof(SignInPage.People), Graph.People()), (nameof(SignInPage.Back), OwnPath(request.Query["post_login_redirect_uri"])));

    async Task<IResult> SignInAsync(HttpRequest request)
    {
        var form = await request.ReadFieldsAsync();
        if (Graph.People().FirstOrDefault(person => person.Id == form["user"]) is not { } user)
        {
            return Refusal.Of(request, StatusCodes.Status400BadRequest, "Nobody was chosen", $"Choose somebody at {SignInPath}.", "user");
        }
        request.HttpContext.Response.Cookies.Append(
            Cookie, $"{user.Id}.{Sign(user.Id)}", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", Secure = request.IsHttps });
        return new SeeOther(OwnPath(form["back"]));
    }

    SeeOther SignOut(HttpRequest request)
    {
        request.HttpContext.Response.Cookies.Delete(Cookie, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
        return new SeeOther(OwnPath(request.Query["post_logout_redirect_uri"]));
    }

    SignInPerson? WhoIs(HttpRequest request) =>
        request.Cookies[Cookie]?.Split('.') is [var id, var signature]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Sign(id)))
            ? Graph.People().FirstOrDefault(person => person.Id == id)
            : null;

    string Sign(string id) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(id)));

    /// <summary>A path of this site; another address becomes the front door.</summary>
    internal static string OwnPath(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) ? address : "/";
}

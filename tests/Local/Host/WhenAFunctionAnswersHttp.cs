using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MemberServices.Tests.LocalParts;

public sealed class WhenAFunctionAnswersHttp
{
    [Theory]
    [InlineData("GET", "api/Greet", HttpStatusCode.OK)]
    [InlineData("get", "api/greet", HttpStatusCode.OK)]
    [InlineData("GET", "Greet", HttpStatusCode.NotFound)]
    [InlineData("POST", "api/Greet", HttpStatusCode.NotFound)]
    [InlineData("HEAD", "api/Greet", HttpStatusCode.NotFound)]
    [InlineData("GET", "api/members/7", HttpStatusCode.OK)]
    [InlineData("PUT", "api/members/7", HttpStatusCode.OK)]
    [InlineData("GET", "api/members/seven", HttpStatusCode.NotFound)]
    [InlineData("GET", "api/members/7/more/still", HttpStatusCode.NotFound)]
    public async Task Its_route_and_methods_decide_and_all_else_is_not_found(string method, string path, HttpStatusCode status)
    {
        await using var app = await FunctionApp.StartAsync<Answers>();

        using var response = await app.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("api/things/special", "any")]
    [InlineData("api/others/special", "special")]
    public async Task Routes_are_tried_in_the_order_of_the_functions_names_however_special_they_are(string path, string answer)
    {
        await using var app = await FunctionApp.StartAsync<Overlapping>();

        Assert.Equal(answer, await app.Http.GetStringAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task It_gets_the_values_of_its_route()
    {
        await using var app = await FunctionApp.StartAsync<Answers>();

        Assert.Equal("""{"id":7,"name":"Müller & Co"}""", (await app.Http.GetStringAsync("api/members/7/Müller%20%26%20Co", TestContext.Current.CancellationToken)).Replace("\\u00FC", "ü").Replace("\\u0026", "&"));
        Assert.Equal("""{"id":7,"name":"nobody"}""", await app.Http.GetStringAsync("api/members/7", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("api/open", null, HttpStatusCode.NoContent)]
    [InlineData("api/keyed", null, HttpStatusCode.Unauthorized)]
    [InlineData("api/keyed", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("api/keyed", "", HttpStatusCode.Unauthorized)]
    [InlineData("api/keyed", "local", HttpStatusCode.NoContent)]
    [InlineData("api/keyed?code=local", null, HttpStatusCode.NoContent)]
    [InlineData("api/keyed?code=locally", null, HttpStatusCode.Unauthorized)]
    [InlineData("api/masters", null, HttpStatusCode.Unauthorized)]
    [InlineData("api/masters", "local", HttpStatusCode.NoContent)]
    public async Task Callers_need_the_key_that_its_level_asks_for(string path, string? key, HttpStatusCode status)
    {
        await using var app = await FunctionApp.StartAsync<Answers>("--key", "local");
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("x-functions-key", key);
        }

        using var response = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_exception_is_a_500_that_tells_nothing()
    {
        await using var app = await FunctionApp.StartAsync<Answers>();

        using var response = await app.Http.GetAsync("api/broken", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain(response.Headers, header => header.Key == "X-Secret");
    }

    [Fact]
    public async Task Middleware_stands_around_it_in_the_order_it_was_added()
    {
        await using var app = await FunctionApp.StartAsync(typeof(Answers), builder =>
        {
            builder.UseMiddleware(async (context, next) =>
            {
                context.Items["by"] = "outer";
                await next();
                context.GetHttpContext()!.RequestServices.GetService<Journal>()!.Note($"{context.FunctionDefinition.Name} done");
            });
            builder.UseMiddleware((context, next) =>
            {
                context.Items["by"] = $"{context.Items["by"]} inner";
                return next();
            });
        });

        Assert.Equal("outer inner", await app.Http.GetStringAsync("api/shared", TestContext.Current.CancellationToken));
        Assert.Equal(["shared done"], app.Journal.Lines);
    }

    public sealed class Overlapping
    {
        [Function("b")]
        public static IActionResult SpecialThing([HttpTrigger("get", Route = "things/special")] HttpRequest request) => new OkObjectResult("special");

        [Function("A")]
        public static IActionResult AnyThing([HttpTrigger("get", Route = "things/{name}")] HttpRequest request) => new OkObjectResult("any");

        [Function("c")]
        public static IActionResult SpecialOther([HttpTrigger("get", Route = "others/special")] HttpRequest request) => new OkObjectResult("special");

        [Function("d")]
        public static IActionResult AnyOther([HttpTrigger("get", Route = "others/{name}")] HttpRequest request) => new OkObjectResult("any");
    }

    public sealed class Answers(Journal journal)
    {
        [Function("Greet")]
        public static IActionResult Greet([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            new OkObjectResult($"Hello {request.Query["name"]}");

        [Function("member")]
        public static async Task<IResult> Member(
            [HttpTrigger(AuthorizationLevel.Anonymous, Route = "members/{id:int}/{name?}")] HttpRequest request, int id, string name = "nobody")
        {
            await Task.Yield();
            return Results.Json(new { id, name });
        }

        [Function("open")]
        public static IActionResult Open([HttpTrigger("get")] HttpRequest request) => new NoContentResult();

        [Function("keyed")]
        public static IActionResult Keyed([HttpTrigger] HttpRequest request) => new NoContentResult();

        [Function("masters")]
        public static IActionResult Masters([HttpTrigger(AuthorizationLevel.Admin)] HttpRequest request) => new NoContentResult();

        [Function("broken")]
        public IActionResult Broken([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
            journal.Note("broken");
            request.HttpContext.Response.Headers["X-Secret"] = "secret";
            throw new InvalidOperationException("secret");
        }

        [Function("shared")]
        public static IActionResult Shared([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, FunctionContext context) =>
            new OkObjectResult(context.Items["by"]);
    }
}

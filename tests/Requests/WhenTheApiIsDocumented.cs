using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MemberServices.Fields;
using MemberServices.Onboarding;
using MemberServices.Requests;
using MemberServices.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Requests;

public sealed partial class WhenTheApiIsDocumented : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartWithChecklistAsync(enrollment => enrollment.Root["surveys"]!["sharePercent"] = 100);

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Anybody_gets_the_document_as_json()
    {
        using var answer = await mls.Http.GetAsync("/openapi.json", TestContext.Current.CancellationToken);
        using var head = await mls.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/openapi.json"), TestContext.Current.CancellationToken);

        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(JsonElement.DeepEquals(Documented.Document, await Mls.Json(answer)));
        Assert.Equal(200, (int)head.StatusCode);
    }

    [Fact]
    public void Every_route_is_in_it_and_nothing_else()
    {
        var interventions = mls.Services.GetRequiredService<EnrollmentInterventions>().Kinds;
        var routes =
            from route in RouteCatalog.Routes.Append(new FunctionRoute("", "/", ["GET", "HEAD"], NeedsKey: false))
            from method in route.Methods
            from kind in route.Path.Contains("{intervention}") ? interventions : [""]
            select (method, Path: route.Path.Replace("{intervention}", kind).Replace("{*path}", "{path}"), route.NeedsKey);

        Assert.Equal(
            routes.Order(),
            Documented.Operations.Select(each => (
                each.Method, each.Path, Documented.Operation(each.Method, each.Path).TryGetProperty("security", out _))).Order());
    }

    [Fact]
    public void Its_examples_are_what_it_says()
    {
        var misfits =
            from body in Documented.Bodies
            from example in Documented.Examples(body.Body)
            from misfit in Documented.Misfits(body.Body.GetProperty("schema"), example.Value)
            select $"{body.Place}: {misfit}";

        Assert.Empty(misfits);
        Assert.All(Documented.Bodies.Where(body => body.Place.Contains(" request ")), body => Assert.NotEmpty(Documented.Examples(body.Body)));
    }

    public static TheoryData<string, string, string> Requests { get; } =
    [
        .. from operation in Documented.Operations
           let body = Documented.RequestBody(operation.Method, operation.Path)
           // A form of the staff's is taken from who opened its page alone: tests/Desk.
           where body is not null && operation.Path != "/staff/{path}"
           from example in Documented.Examples(body.Value.Body)
           select new TheoryDataRow<string, string, string>(operation.Method, operation.Path, example.Name),
    ];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Its_requests_are_taken(string method, string path, string example)
    {
        var address = await AddressOf(method, path);
        await Sends(method, path, example, address);
        if (path is "/api/enrollments" or "/api/offices/{officeKey}")
        {
            await Sends(method, path, example, address, status: 200);
        }
    }

    [Fact]
    public async Task Its_answers_are_the_real_ones()
    {
        var done = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        await NewEnrollment();
        foreach (var (method, path) in Documented.Operations.Where(each => each.Method is "GET" or "HEAD"))
        {
            foreach (var id in path.Contains("{id}") ? new[] { done, await NewEnrollment() } : [""])
            {
                var address = path switch
                {
                    "/confirm/{token}" => mls.Inbox(Cast.Jane).Link("Open the application").AbsolutePath,
                    "/enrollments/{token}" => mls.Progress(Cast.Jane).AbsolutePath,
                    "/enrollments/{token}/take-back" => mls.Progress(Cast.Jane).AbsolutePath + "/take-back",
                    "/enrollments/{token}/correct" => mls.Progress(Cast.John).AbsolutePath + "/correct",
                    "/confirm-address/{token}" => await AddressOf(method, path),
                    "/tickets/{token}" or "/api/tickets/{id}" or "/surveys/{token}" or "/preferences/{token}" or "/api/surveys/{id}"
                        or "/complain/{token}" or "/complaints/{token}" or "/complaints/{token}/take-back" or "/api/complaints/{id}" => await AddressOf(method, path),
                    "/approvals/{token}" => mls.Request(Cast.Bob).AbsolutePath,
                    "/api/people/{key}/erasure" => await Erased(),
                    "/api/work-items/{item}" => await AddressOf(method, path),
                    "/api/staff/{email}/away" => await OfSomebodyAway(Filled(method, path)),
                    _ => Filled(method, path).Replace("{id}", id),
                };
                await Asks(new HttpMethod(method), path, address, null);
            }
        }
    }

    [Theory]
    [InlineData("POST", "/api/enrollments", """{}""", 400)]
    [InlineData("POST", "/api/enrollments", """[]""", 400)]
    [InlineData("POST", "/api/enrollments", null, 415)]
    [InlineData("PUT", "/api/offices/{officeKey}", """{ "brokers": [{}] }""", 400)]
    [InlineData("POST", "/api/enrollments/{id}/reassign", """{ "by": "sarah.lindqvist@lakeshore-mls.example", "reason": "Away", "approverKey": "nobody" }""", 400)]
    [InlineData("POST", "/api/enrollments/{id}/resend", """{ "by": "sarah.lindqvist@lakeshore-mls.example", "reason": "Lost", "step": 7 }""", 409)]
    public async Task Its_problems_are_the_real_ones(string method, string path, string? body, int status)
    {
        var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");

        await Asks(new HttpMethod(method), path, await AddressOf(method, path), content, status);
    }

    [Fact]
    public void Every_code_is_in_it()
    {
        var sources = System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));
        var used = sources.SelectMany(file => Code().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct().Order();
        var fields = typeof(FieldCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order();

        Assert.Equal(used, CodesOf("Problem").Order());
        Assert.Equal(fields, CodesOf("ProblemError").Order());
    }

    [Fact]
    public async Task Each_error_of_a_field_says_its_kind()
    {
        using var answer = await mls.SendsToTheApi(new
        {
            memberFullName = "",
            memberEmail = new string('j', 300) + "@example.com",
            memberPreferredPhone = 5,
            memberStateLicense = "123456",
            memberStateLicenseState = "Atlantis",
            officeKey = "nowhere",
            memberType = "agent",
        });

        Assert.Equal(
            [
                ("memberFullName", "required"), ("memberEmail", "too-long"), ("memberPreferredPhone", "invalid"), ("memberStateLicenseState", "unknown"),
                ("officeKey", "unknown"), ("rulesVersion", "required"),
            ],
            (await Mls.Json(answer)).GetProperty("errors").EnumerateArray()
                .Select(error => (error.GetProperty("field").GetString()!, error.GetProperty("code").GetString()!)));
    }

    static IReadOnlyList<string> CodesOf(string schema) => Documented.Texts(
        Documented.Document.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("properties").GetProperty("code").GetProperty("enum"));

    /// <summary>Sends an example to an address.</summary>
    Task Sends(string method, string path, string example, string address, int? status = null)
    {
        var (isForm, body) = Documented.RequestBody(method, path)!.Value;
        var value = Documented.Examples(body).Single(each => each.Name == example).Value;
        return Asks(new HttpMethod(method), path, address, isForm
            ? new FormUrlEncodedContent(value.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()!))
            : JsonContent.Create(value), status);
    }

    /// <summary>Asks, and looks whether the answer is a documented one: that status, or one that means success.</summary>
    async Task Asks(HttpMethod method, string path, string address, HttpContent? content, int? status = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        if (path == "/teams" && content is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", mls.Teams.Sign(await content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        }

        using var answer = await (path.StartsWith("/api/", StringComparison.Ordinal) ? mls.Api : mls.Http).SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        await mls.Settle();

        var told = $"{method} {address}: {(int)answer.StatusCode} {text}";
        Assert.True(status is null ? (int)answer.StatusCode is >= 200 and < 400 : (int)answer.StatusCode == status, told);
        var documented = Documented.Response(method.Method, path, (int)answer.StatusCode);
        Assert.True(documented is not null, $"It isn't documented: {told}");
        if (documented.Value.TryGetProperty("headers", out var headers))
        {
            Assert.All(headers.EnumerateObject(), header => Assert.True(answer.Headers.Contains(header.Name), $"No {header.Name}: {told}"));
        }
        if (documented.Value.TryGetProperty("content", out var bodies))
        {
            Assert.True(bodies.TryGetProperty(answer.Content.Headers.ContentType?.MediaType ?? "", out var body), $"Another type than documented: {told}");
            Assert.Empty(body.TryGetProperty("schema", out var schema) && text.StartsWith('{') ? Documented.Misfits(schema, JsonElement.Parse(text)) : []);
        }
    }

    /// <summary>An address at which a request is taken; what it needs is there.</summary>
    async Task<string> AddressOf(string method, string path)
    {
        switch (path)
        {
            case "/confirm/{token}":
                (await mls.Sends(await mls.FillsIn(Cast.Jane))).MustBe(303);
                return mls.Inbox(Cast.Jane).Link("Open the application").AbsolutePath;
            case "/enrollments/{token}/take-back":
                await NewEnrollment();
                return mls.Progress(Cast.John).AbsolutePath + "/take-back";
            case "/enrollments/{token}/correct":
                await NewEnrollment();
                return mls.Progress(Cast.John).AbsolutePath + "/correct";
            case "/confirm-address/{token}":
                await mls.Corrects(await NewEnrollment(), new { memberEmail = "john.roe@example.com" });
                return mls.Inbox("john.roe@example.com").Link("Answer the question").AbsolutePath;
            case "/api/enrollments/{id}/skip" or "/api/enrollments/{id}/retry":
                mls.Graph.Faults.Refuse(403, on: "POST /v1.0/invitations");
                goto case "/api/enrollments/{id}/revoke";
            case "/api/enrollments/{id}/clear":
                mls.SystemsAreSilent("finance");
                goto case "/api/enrollments/{id}/revoke";
            case "/api/enrollments/{id}/revoke":
                var approved = await NewEnrollment();
                await mls.Approves(Cast.Bob);
                if (path.EndsWith("/revoke", StringComparison.Ordinal))
                {
                    await mls.Completes(approved, "orientation-class");
                    await mls.Completes(approved, "rules-quiz");
                }
                return path.Replace("{id}", approved);
            case { } ticket when ticket.StartsWith("/api/tickets/{id}", StringComparison.Ordinal):
                return Filled(method, path).Replace("{id}", await mls.OpensTicket(Cast.Paul));
            case "/api/surveys/{id}/complain":
                var low = await IsAsked();
                await mls.Rates(Cast.Paul, 1, 1);
                return Filled(method, path).Replace("{id}", low);
            case "/complain/{token}":
                await mls.OpensTicket(Cast.Paul);
                return mls.Inbox(Cast.Paul).Link("Open your ticket").AbsolutePath.Replace("/tickets/", "/complain/");
            case "/complaints/{token}" or "/complaints/{token}/take-back":
                await mls.Complains(Cast.Paul);
                return mls.Inbox(Cast.Paul).Link("Open your complaint").AbsolutePath + path["/complaints/{token}".Length..];
            case { } complaint when complaint.StartsWith("/api/complaints/{id}", StringComparison.Ordinal):
                return Filled(method, path).Replace("{id}", await mls.Complains(Cast.Paul));
            case "/surveys/{token}":
                await IsAsked();
                return mls.SurveyMails(Cast.Paul)[^1].Link("Satisfied").AbsolutePath;
            case "/preferences/{token}":
                await IsAsked();
                return mls.SurveyMails(Cast.Paul)[^1].Link("Don’t ask me again").AbsolutePath;
            case { } survey when survey.StartsWith("/api/surveys/{id}", StringComparison.Ordinal):
                return Filled(method, path).Replace("{id}", await IsAsked());
            case "/tickets/{token}":
                await mls.OpensTicket(Cast.Paul);
                return mls.Inbox(Cast.Paul).Link("Open your ticket").AbsolutePath;
            case { } work when work.StartsWith("/api/work-items/{item}", StringComparison.Ordinal):
                return path.Replace("{item}", (await mls.OpensWork("Call the broker")).Id);
            case "/api/people/{key}/erase":
                await NewEnrollment();
                return Filled(method, path);
            case "/approvals/{token}":
                await NewEnrollment();
                return mls.Request(Cast.Bob).AbsolutePath;
            case { } letter when letter.Contains("{sequenceNumber}"):
                await mls.Puts("commands", "{");
                return Filled(method, path).Replace("{sequenceNumber}", $"{mls.DeadLetters("commands")[^1].SequenceNumber}");
            default:
                return Filled(method, path).Replace("{id}", path.Contains("{id}") ? await NewEnrollment() : "");
        }
    }

    async Task<string> OfSomebodyAway(string address)
    {
        (await mls.IsAway(Cast.Sarah, mls.Now, mls.Now.AddDays(7), Cast.Diego)).MustBe(200);
        return address;
    }

    async Task<string> Erased()
    {
        await NewEnrollment();
        using var answer = await mls.Api.PostAsJsonAsync($"/api/people/{Cast.John.MemberKey}/erase", new { by = Cast.Sarah.Email, reason = "Asked for" });
        await mls.Settle();
        return $"/api/people/{Cast.John.MemberKey}/erasure";
    }

    async Task<string> IsAsked()
    {
        if (mls.SurveyMails(Cast.Paul).Count > 0)
        {
            return mls.SurveyOf(Cast.Paul);
        }
        await mls.IsMember(Cast.Paul);
        return await mls.IsAsked(Cast.Paul, Cast.Sarah);
    }

    async Task<string> NewEnrollment()
    {
        using var answer = await mls.SendsToTheApi(Cast.John);
        await mls.Settle();
        return (await Mls.Json(answer)).GetProperty("id").GetString()!;
    }

    /// <summary>A path with the examples of its parameters.</summary>
    static string Filled(string method, string path)
    {
        foreach (var parameter in Documented.Parameters(method, path))
        {
            var (name, place) = (parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").GetString());
            var example = Documented.Examples(parameter).Select(each => $"{each.Value}").SingleOrDefault();
            path = place switch
            {
                "path" when example is not null => path.Replace($"{{{name}}}", example),
                "query" when example is not null => $"{path}{(path.Contains('?') ? '&' : '?')}{name}={example}",
                _ => path,
            };
        }

        return path;
    }

    [GeneratedRegex("""StatusCodes\.Status\w+,\s*"([a-z-]+)",""")] private static partial Regex Code();
}

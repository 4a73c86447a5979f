using System.Text;

namespace MemberServices.Tests.Worker;

/// <summary>Every HTTP function at least once, with what needs nothing that isn't there; the forms and bodies are wrong.</summary>
public sealed class WhenAnyFunctionIsAsked(RunningApp app)
{
    const string Unknown = "EN-222222";

    public static TheoryData<string, string, string?, int, string> Requests { get; } = new()
    {
        { "GET", "/enroll", null, 200, "Apply for membership" },
        { "HEAD", "/enroll", null, 200, "" },
        { "POST", "/enroll", "memberFullName=", 400, "Error: " },
        { "GET", "/enroll/received", null, 200, "We wrote to you" },
        { "GET", "/contact", null, 200, "Ask us" },
        { "POST", "/contact", "fullName=", 400, "Error: " },
        { "GET", "/contact/received", null, 200, "We wrote to you" },
        { "GET", "/standards", null, 200, "How fast we answer" },
        { "GET", "/tickets/unknown", null, 404, "The link is incomplete" },
        { "POST", "/tickets/unknown", "act=reply&text=Hello", 404, "The link is incomplete" },
        { "GET", "/surveys/unknown", null, 404, "The link is incomplete" },
        { "POST", "/surveys/unknown", "satisfaction=4&callAgain=4", 404, "The link is incomplete" },
        { "GET", "/preferences/unknown", null, 404, "The link is incomplete" },
        { "POST", "/preferences/unknown", "List-Unsubscribe=One-Click", 404, "The link is incomplete" },
        { "GET", "/complain", null, 200, "Make a complaint" },
        { "POST", "/complain", "email=", 400, "Error: " },
        { "GET", "/complain/received", null, 200, "We wrote to you" },
        { "GET", "/complain/unknown", null, 404, "The link is incomplete" },
        { "POST", "/complain/unknown", "text=Hello", 404, "The link is incomplete" },
        { "GET", "/complaints/unknown", null, 404, "The link is incomplete" },
        { "POST", "/complaints/unknown", "act=reply&text=Hello", 404, "The link is incomplete" },
        { "GET", "/complaints/unknown/take-back", null, 404, "The link is incomplete" },
        { "POST", "/complaints/unknown/take-back", "confirmed=yes", 404, "The link is incomplete" },
        { "GET", "/my-cases", null, 200, "Find my cases" },
        { "POST", "/my-cases", "email=", 400, "Error: " },
        { "GET", "/my-cases/sent", null, 200, "we wrote to it" },
        { "GET", "/confirm/unknown", null, 404, "The link is incomplete" },
        { "POST", "/confirm/unknown", "applied=yes", 404, "The link is incomplete" },
        { "GET", "/enrollments/unknown", null, 404, "The link is incomplete" },
        { "GET", "/enrollments/unknown/correct", null, 404, "The link is incomplete" },
        { "POST", "/enrollments/unknown/correct", "memberFullName=Jane", 404, "The link is incomplete" },
        { "GET", "/confirm-address/unknown", null, 404, "The link is incomplete" },
        { "POST", "/confirm-address/unknown", "theirs=yes", 404, "The link is incomplete" },
        { "GET", "/enrollments/unknown/take-back", null, 404, "The link is incomplete" },
        { "POST", "/enrollments/unknown/take-back", "confirmed=yes", 404, "The link is incomplete" },
        { "GET", "/approvals/unknown", null, 404, "The link is incomplete" },
        { "POST", "/approvals/unknown", "decision=approve&confirmed=yes", 404, "The link is incomplete" },
        { "POST", "/teams", "{}", 401, "Not for you" },
        { "GET", "/health", null, 503, "unhealthy" },
        { "GET", "/api/health", null, 503, "bus" },
        { "GET", "/api/work-items?role=level-1", null, 200, "[]" },
        { "GET", "/api/work-items?role=nowhere", null, 400, "level-1" },
        { "GET", "/api/work-items/unknown", null, 404, "no such work item" },
        { "POST", "/api/work-items/unknown/take", "{}", 404, "no such work item" },
        { "POST", "/api/work-items/unknown/hand-over", "{}", 404, "no such work item" },
        { "POST", "/api/work-items/unknown/done", "{}", 404, "no such work item" },
        { "GET", "/api/staff/nobody/away", null, 404, "Nobody" },
        { "PUT", "/api/staff/nobody/away", "{}", 404, "Nobody" },
        { "DELETE", "/api/staff/nobody/away", "{}", 404, "Nobody" },
        { "GET", "/api/ops/stuck?take=0", null, 400, "take" },
        { "GET", "/api/ops/dead-letters?queue=nowhere", null, 400, "delivery-reports" },
        { "POST", "/api/ops/dead-letters/nowhere/1/redrive", "{}", 404, "no such dead letter" },
        { "POST", "/api/ops/dead-letters/nowhere/1/discard", "{}", 404, "no such dead letter" },
        { "GET", "/api/ops/mail", null, 200, "sending" },
        { "POST", "/api/ops/mail/pause", "{}", 400, "by" },
        { "POST", "/api/ops/mail/resume", "{}", 400, "by" },
        { "GET", "/openapi.json", null, 200, "/api/enrollments/{id}" },
        { "POST", "/api/enrollments", "{}", 400, "memberStateLicense" },
        { "GET", "/api/enrollments?q=nobody", null, 200, "[]" },
        { "GET", "/api/enrollments?stage=nowhere", null, 400, "broker-approval" },
        { "GET", "/api/figures?from=2026-03-01&to=2026-03-31", null, 200, "tickets.opened" },
        { "GET", "/api/figures?from=2026-03-01", null, 400, "to" },
        { "POST", "/api/tickets", "{}", 400, "category" },
        { "GET", "/api/tickets?q=nobody", null, 200, "[]" },
        { "GET", "/api/tickets?level=9", null, 400, "level from 1" },
        { "GET", "/api/tickets/TK-222222", null, 404, "There is no such ticket" },
        { "POST", "/api/tickets/TK-222222/answer", "{}", 404, "There is no ticket" },
        { "GET", "/api/surveys/results", null, 200, "hasFewAnswers" },
        { "GET", "/api/surveys/results?by=person", null, 400, "month, category or level" },
        { "GET", "/api/surveys/SV-222222", null, 404, "There is no such survey" },
        { "POST", "/api/surveys/SV-222222/answers", "{}", 400, "by" },
        { "POST", "/api/surveys/SV-222222/complain", "{}", 400, "by" },
        { "POST", "/api/complaints", "{}", 400, "fullName" },
        { "GET", "/api/complaints", null, 200, "complaints" },
        { "GET", "/api/complaints?state=odd", null, 400, "state" },
        { "GET", "/api/complaints/causes/own-error", null, 200, "own-error" },
        { "GET", "/api/complaints/CP-222222", null, 404, "There is no such complaint" },
        { "POST", "/api/complaints/CP-222222/note", "{}", 404, "There is no complaint" },
        { "GET", $"/api/enrollments/{Unknown}", null, 404, "There is no such enrollment" },
        { "POST", $"/api/enrollments/{Unknown}/approve-on-behalf", "{}", 404, "There is no enrollment" },
        { "POST", $"/api/enrollments/{Unknown}/approve-on-behalf", "{", 400, "" },
        { "POST", $"/api/enrollments/{Unknown}/checklist/rules-quiz/complete", "{}", 404, "There is no enrollment" },
        { "GET", "/api/interactions?memberKey=TX-1", null, 200, "interactions" },
        { "GET", "/api/interactions?memberKey=TX-1&take=0", null, 400, "take" },
        { "POST", "/api/interactions", "{}", 400, "by" },
        { "GET", "/api/members/TX-1", null, 404, "There is no such member" },
        { "GET", "/api/policies/preview?kind=enrollment&openedAt=2026-03-06T16:00:00-06:00", null, 200, "We remind the broker" },
        { "GET", "/api/policies/preview?kind=party", null, 400, "work-item" },
        { "GET", "/api/people?email=nobody@example.com", null, 200, "[]" },
        { "GET", "/api/people/TX-1/export", null, 404, "Nothing is kept" },
        { "POST", "/api/people/TX-1/erase", "{}", 400, "by" },
        { "GET", "/api/people/TX-1/erasure", null, 404, "Nobody has asked" },
        { "GET", "/api/offices?q=lake", null, 200, "Lakeview Realty" },
        { "GET", "/api/offices/lakeview", null, 200, "Lakeview Realty" },
        { "GET", "/api/offices/nowhere", null, 404, "There is no such office" },
        { "PUT", "/api/offices/new", "{}", 400, "Correct the fields" },
        { "GET", "/staff", null, 503, "sign in here" },
        { "POST", "/staff/away", "act=end", 503, "sign in here" },
        { "GET", "/", null, 200, "Apply for membership" },
        { "GET", "/nothing", null, 404, "nothing at this address" },
        { "DELETE", "/enroll", null, 405, "take that method" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task It_answers_right(string method, string path, string? body, int status, string text)
    {
        var answer = await app.AskAsync(new HttpMethod(method), path, Content(body));

        answer.MustBe(status, text);
    }

    [Fact]
    public async Task None_is_left_out()
    {
        var host = await app.HostAsync();

        var asked = Requests.Select(request => host.FunctionFor(new HttpMethod(request.Data.Item1), new Uri(RunningApp.Site + request.Data.Item2)).Name);

        Assert.Equal(host.HttpFunctions.Keys, asked.Distinct().Order(StringComparer.OrdinalIgnoreCase));
    }

    static StringContent? Content(string? body) => body is null
        ? null
        : new StringContent(body, Encoding.UTF8, body.StartsWith('{') ? "application/json" : "application/x-www-form-urlencoded");
}

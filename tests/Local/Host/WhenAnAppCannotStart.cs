using Local.Email;
using Local.Host;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace MemberServices.Tests.LocalParts;

public sealed class WhenAnAppCannotStart
{
    [Theory]
    [InlineData("'--port' isn't an argument", "--port", "7071")]
    [InlineData("'--memory=yes' isn't an argument", "--memory=yes")]
    [InlineData("--speed takes a number from 0", "--speed", "-1")]
    [InlineData("--speed takes a number from 0", "--speed=fast")]
    [InlineData("--speed needs a value", "--speed")]
    [InlineData("--start takes an instant", "--start", "soon")]
    [InlineData("--mail-quota takes mails", "--mail-quota", "30")]
    [InlineData("--mail-quota takes mails", "--mail-quota", "0/100")]
    [InlineData("--mail-quota takes mails", "--mail-quota", "30/-1")]
    [InlineData("--mail-quota takes mails", "--mail-quota", "30/100/1")]
    [InlineData("--trusted-hops takes a number", "--trusted-hops", "-1")]
    [InlineData("--key takes", "--key", "")]
    [InlineData("--key takes", "--key", "two words")]
    [InlineData("--urls takes addresses", "--urls", "localhost:7071")]
    [InlineData("--urls takes addresses", "--urls", "https://localhost:7071")]
    public void A_wrong_argument_is_named_and_the_right_ones_are_told(string message, params string[] args)
    {
        var problem = Assert.Throws<HostStartException>(() => HostArguments.Parse(args));

        Assert.StartsWith(message, problem.Message);
        Assert.Contains("--data FOLDER", problem.Message);
    }

    [Fact]
    public void The_arguments_say_where_how_fast_and_from_when()
    {
        var parsed = HostArguments.Parse(
            ["--speed", "3600", "--data=here", "--urls", "http://localhost:1;http://localhost:2", "--start", "2026-03-02T09:00:00-06:00", "--mail-quota", "30/100", "--trusted-hops", "1", "--Site:Address=https://a.example"]);

        Assert.Equal(3600, parsed.Speed);
        Assert.Equal("here", parsed.Folder);
        Assert.Equal("http://localhost:1;http://localhost:2", parsed.Urls);
        Assert.Equal(Mls.MondayMorning, parsed.Start);
        Assert.Equal(MailQuota.CustomDomain, parsed.MailQuota);
        Assert.Equal("https://a.example", parsed.Settings["Site:Address"]);
        Assert.Equal("1", parsed.Settings["Site:TrustedHops"]);
        Assert.Equal(("30", "100"), (parsed.Settings["Mail:PerMinute"], parsed.Settings["Mail:PerHour"]));
        Assert.Null(HostArguments.Parse(["--memory", "--data", "here"]).Folder);
        Assert.Equal((1, ".local", "http://localhost:7071"), (HostArguments.Parse([]).Speed, HostArguments.Parse([]).Folder, HostArguments.Parse([]).Urls));
    }

    [Fact]
    public void Every_function_that_cannot_be_bound_is_named_with_the_reason()
    {
        var problem = Assert.Throws<HostStartException>(() => FunctionApp.Build(typeof(Wrong), _ => { }));

        Assert.Collection(
            problem.Message.Split(Environment.NewLine).Order(StringComparer.Ordinal),
            line => Assert.Matches("'Twice' exists 2 times: .*Wrong.One, .*Wrong.Two", line),
            line => Assert.Matches("'after' .*its schedule 'every day' isn't NCRONTAB", line),
            line => Assert.Matches("'argument' .*parameter 'id' can't be a Int32", line),
            line => Assert.Matches("'hidden' .*must be a public method", line),
            line => Assert.Matches("'never' .*its schedule '0 0 0 30 2 \\*' never comes due", line),
            line => Assert.Matches("'none' .*has 0 parameters with a trigger", line),
            line => Assert.Matches("'orchestration' .*parameter 'name' can't be a String", line),
            line => Assert.Matches("'queue' .*the setting 'Missing' that '%Missing%' names is missing", line),
            line => Assert.Matches("'reserved' .*which Azure keeps for itself", line),
            line => Assert.Matches("'route' .*its route 'api/a/\\{b' isn't valid", line),
            line => Assert.Matches("(?i)'same2' .*its route 'api/same' is that of function 'same1'", line),
            line => Assert.Matches("'slash' .*begins with '/'", line),
            line => Assert.Matches("'span' .*which only App Service plans know", line),
            line => Assert.Matches("'text' .*returns String", line));
    }

    [Theory]
    [InlineData("""{ "version": "1.0" }""", "version is \"2.0\"")]
    [InlineData("""{ "version": "2.0", "functionTimeout": "soon" }""", "functionTimeout")]
    [InlineData("{", "host.json")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "versionMatchStrategy": "Newer" } } }""",
        "extensions.durableTask.versionMatchStrategy: one of None, Strict, CurrentOrOlder is meant")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "versionMatchStrategy": 1 } } }""", "versionMatchStrategy: one of")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "versionFailureStrategy": null } } }""",
        "extensions.durableTask.versionFailureStrategy: one of Reject, Fail is meant")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "defaultVersion": 2 } } }""", "extensions.durableTask.defaultVersion")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "maxConcurrentActivityFunctions": 0 } } }""",
        "extensions.durableTask.maxConcurrentActivityFunctions: a whole number from 1 is meant")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "maxConcurrentOrchestratorFunctions": "ten" } } }""",
        "extensions.durableTask.maxConcurrentOrchestratorFunctions: a whole number from 1 is meant")]
    public void A_host_json_that_is_none_is_refused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<HostStartException>(() => HostJson.Parse(text)).Message);

    [Fact]
    public async Task A_second_app_on_the_same_data_is_refused_and_a_later_one_has_the_same_key()
    {
        using var folder = new TemporaryFolder();
        string[] args = ["--data", folder.Folder.FullName];
        string key;
        await using (var app = await FunctionApp.StartAsync<Right>(args))
        {
            var problem = Assert.Throws<HostStartException>(() => FunctionApp.Build(typeof(Right), _ => { }, args));
            Assert.Contains("Another process uses the data", problem.Message);
            key = File.ReadAllText(folder.Path("key"));
        }

        await using var later = await FunctionApp.StartAsync<Right>(args);
        Assert.Equal(key, File.ReadAllText(folder.Path("key")));
        Assert.True(key.Trim().Length >= 43);
        using var response = await later.Api.GetAsync("api/right", TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NoContent, response.StatusCode);
    }

    public sealed class Right
    {
        [Function("right")]
        public static IActionResult Run([HttpTrigger] HttpRequest request) => new NoContentResult();
    }

    public static class Wrong
    {
        [Function("Twice")]
        public static void One([TimerTrigger("0 0 0 * * *")] TimerInfo timer) => _ = timer;

        [Function("twice")]
        public static void Two([TimerTrigger("0 0 0 * * *")] TimerInfo timer) => _ = timer;

        [Function("hidden")]
        internal static void Hidden([TimerTrigger("0 0 0 * * *")] TimerInfo timer) => _ = timer;

        [Function("none")]
        public static void None(string text) => _ = text;

        [Function("after")]
        public static void After([TimerTrigger("every day")] TimerInfo timer) => _ = timer;

        [Function("never")]
        public static void Never([TimerTrigger("0 0 0 30 2 *")] TimerInfo timer) => _ = timer;

        [Function("span")]
        public static void Span([TimerTrigger("00:05:00")] TimerInfo timer) => _ = timer;

        [Function("argument")]
        public static IActionResult Argument([HttpTrigger("get", Route = "a/{other}")] HttpRequest request, int id) => new StatusCodeResult(id);

        [Function("route")]
        public static IActionResult Route([HttpTrigger("get", Route = "a/{b")] HttpRequest request) => new OkResult();

        [Function("slash")]
        public static IActionResult Slash([HttpTrigger("get", Route = "/a")] HttpRequest request) => new OkResult();

        [Function("reserved")]
        public static IActionResult Reserved([HttpTrigger("get", Route = "Administration")] HttpRequest request) => new OkResult();

        [Function("same1")]
        public static IActionResult Same1([HttpTrigger("get", "post", Route = "same")] HttpRequest request) => new OkResult();

        [Function("same2")]
        public static IActionResult Same2([HttpTrigger("POST", Route = "Same")] HttpRequest request) => new OkResult();

        [Function("text")]
        public static string Text([HttpTrigger("get")] HttpRequest request) => request.Path;

        [Function("queue")]
        public static void Queue([ServiceBusTrigger("%Missing%", Connection = "ServiceBus")] string message) => _ = message;

        [Function("orchestration")]
        public static Task Orchestration([OrchestrationTrigger] string name) => Task.FromResult(name);
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Local.Durable;
using Local.Graph;
using MemberServices.Cases;
using MemberServices.Onboarding;
using MemberServices.Onboarding.Applying;
using MemberServices.Policies;
using MemberServices.WorkItems;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests;

/// <summary>What applicants, brokers and staff do.</summary>
public sealed partial class Mls
{
    public static readonly Application Jane = new(
        "Jane Doe", "jane@example.com", "512-555-0100", "123456", "TX", "lakeview", "agent");

    /// <summary>The sample offices' people.</summary>
    public const string Bob = "bob@lakeview.example";
    public const string Dana = "dana@lakeview.example";

    public LocalGraph Graph => Machine.Part<LocalGraph>();

    /// <summary>Applies through the API; the case's id, once everything has settled.</summary>
    public async Task<string> Applies(Application application, string? key = null)
    {
        var response = await SendsApplication(application, key);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        await Settle();
        return (await Json(response)).GetProperty("id").GetString()!;
    }

    public Task<HttpResponseMessage> SendsApplication(object application, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/enrollments") { Content = JsonContent.Create(application) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return Api.SendAsync(request);
    }

    /// <summary>Decides on the page behind the newest request in somebody's mail.</summary>
    public Task<HttpResponseMessage> Decides(string broker, string decision, string? reason = null, string? delegateKey = null) =>
        Decides(Inbox(broker).Latest.Links[0].Address, decision, reason, delegateKey);

    public async Task<HttpResponseMessage> Decides(Uri page, string decision, string? reason = null, string? delegateKey = null)
    {
        var response = await Http.PostAsync(page, new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["decision"] = decision,
            ["reason"] = reason ?? "",
            ["delegateKey"] = delegateKey ?? "",
            ["confirmed"] = "yes",
        }));
        await Settle();
        return response;
    }

    public async Task<HttpResponseMessage> Intervenes(string id, string step, object body)
    {
        var response = await Api.PostAsJsonAsync($"/api/enrollments/{id}/{step}", body);
        await Settle();
        return response;
    }

    /// <summary>An enrollment as the API shows it.</summary>
    public async Task<EnrollmentView> Enrollment(string id) =>
        (await Api.GetFromJsonAsync<EnrollmentView>($"/api/enrollments/{id}", JsonSerializerOptions.Web))!;

    public Task<IReadOnlyList<WorkItem>> WorkItems() =>
        Services.GetRequiredService<WorkItemTable>().OpenAsync(StaffRoles.Level1);

    /// <summary>What stands on a member's timeline, oldest first: the types of its lines.</summary>
    public async Task<IReadOnlyList<string>> Happenings(string memberKey)
    {
        await Settle();
        var lines = await Api.GetFromJsonAsync<JsonElement>($"/api/members/{memberKey}/interactions?take=200");
        return [.. lines.GetProperty("interactions").EnumerateArray().Select(l => l.GetProperty("type").GetString()!).Reverse()];
    }

    /// <summary>The broker's approval is written, and the process goes down before it tells the case.</summary>
    public Task ApprovesUnheard(string id) => Services.GetRequiredService<CaseTable<EnrollmentOpened, EnrollmentOutcome>>().AddOutcomeAsync(
        CaseId.Parse(id),
        new(1, new EnrollmentOutcome("approve", StepMove.Next), new Actor(ActorKind.Broker, "Bob Broker"), Channel.Form, Now),
        TestContext.Current.CancellationToken);

    /// <summary>A case's orchestration.</summary>
    public async Task<OrchestrationMetadata> Instance(string id) =>
        (await Machine.Part<DurableEngine>().Client.GetInstanceAsync(id, getInputsAndOutputs: true))!;

    /// <summary>How many users of the directory have that address.</summary>
    public async Task<int> UsersWith(string address)
    {
        using var graph = new HttpClient(Graph.CreateHandler());
        var users = await graph.GetFromJsonAsync<JsonElement>($"https://graph.microsoft.com/v1.0/users?$filter=mail eq '{address}'");
        return users.GetProperty("value").GetArrayLength();
    }
}

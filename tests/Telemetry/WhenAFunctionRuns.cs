using System.Diagnostics;
using System.Net.Http.Json;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using MemberServices.Messages;
using MemberServices.Offices;
using MemberServices.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Telemetry;

public class WhenAFunctionRuns
{
    readonly Exported exported = new();

    [Fact]
    public async Task A_request_has_a_span_with_the_route_the_status_and_nothing_of_what_was_asked()
    {
        string trace;
        await using (var mls = await Mls.StartAsync(exported.From))
        {
            trace = await Traced(mls.Http, "/enrollments/a-token?again=secret");
        }

        var span = Assert.Single(Runs(trace));
        Assert.Equal("GET /enrollments/{token}", span.DisplayName);
        Assert.Equal(ActivityKind.Server, span.Kind);
        Assert.Equal(
            ["faas.name = EnrollmentProgress", "faas.trigger = http", "http.request.method = GET", "http.response.status_code = 404", "http.route = /enrollments/{token}"],
            span.TagObjects.Select(tag => $"{tag.Key} = {tag.Value}").Order());
    }

    [Fact]
    public async Task One_that_fails_says_so_without_a_word_of_the_reason()
    {
        string trace;
        await using (var mls = await Mls.StartAsync(exported.From))
        {
            await mls.Services.GetRequiredService<TableServiceClient>().DeleteTableAsync(OfficeTable.TableName, TestContext.Current.CancellationToken);
            trace = await Traced(mls.Http, "/enroll");
        }

        var span = Assert.Single(Runs(trace));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Null(span.StatusDescription);
        Assert.Equal("500", span.GetTagItem("error.type"));
        Assert.Empty(span.Events);
    }

    [Fact]
    public async Task A_message_s_span_continues_its_sender_s_trace()
    {
        var sender = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        await using (var mls = await Mls.StartAsync(exported.From))
        {
            var message = new ServiceBusMessage("not an event");
            message.ApplicationProperties["Diagnostic-Id"] = $"00-{sender.TraceId}-{sender.SpanId}-01";
            await mls.Services.GetRequiredService<ServiceBusClient>().CreateSender(Bus.Commands).SendMessageAsync(message, TestContext.Current.CancellationToken);
            await mls.Settle();
        }

        var span = Runs(sender.TraceId.ToHexString()).First();
        Assert.Equal("TakeCommand", span.DisplayName);
        Assert.Equal(ActivityKind.Consumer, span.Kind);
    }

    [Fact]
    public async Task Activities_have_spans_and_orchestrations_which_are_replayed_have_none()
    {
        await using (var mls = await Mls.StartAsync(exported.From))
        {
            await mls.Applies(Cast.Jane);
        }

        var functions = exported.Spans.Where(span => span.Source.Name == InvocationSpans.SourceName).Select(span => span.GetTagItem("faas.name")).ToHashSet();
        Assert.Contains("SendMail", functions);
        Assert.Contains("OpenEnrollmentStep", functions);
        Assert.DoesNotContain("Enrollment", functions);
    }

    [Fact]
    public async Task One_trace_leads_from_the_form_through_queue_orchestration_and_activity_to_the_mail()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        await using (var mls = await Mls.StartAsync(exported.From))
        {
            mls.Http.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
            await mls.Applies(Cast.Jane);
        }

        var functions = Runs(trace).Select(span => span.GetTagItem("faas.name")).ToHashSet();
        foreach (var name in new[] { "EnrollSent", "ConfirmReceipt", "OpenEnrollmentStep", "SendMail" })
        {
            Assert.Contains(name, functions);
        }
    }

    /// <summary>The runs of functions in a trace.</summary>
    IEnumerable<Activity> Runs(string trace) => exported.Spans.Where(
        span => span.TraceId.ToHexString() == trace && span.Source.Name == InvocationSpans.SourceName);

    static async Task<string> Traced(HttpClient http, string address)
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-00");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return trace;
    }
}

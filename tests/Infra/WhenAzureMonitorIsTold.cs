using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Monitor.OpenTelemetry.Exporter;
using MemberServices.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace MemberServices.Tests.Infra;

/// <summary>What the alerts ask for is sent as they ask for it.</summary>
public sealed class WhenAzureMonitorIsTold
{
    [Fact]
    public void A_line_has_its_class_its_name_and_its_values()
    {
        var monitor = new Monitor();
        monitor.Run(services => Line(services.GetRequiredService<ILoggerFactory>().CreateLogger("MemberServices.Mail.MailDelivery"), null));

        var line = Assert.Single(monitor.Received("MessageData"));
        Assert.Equal("MemberServices.Mail.MailDelivery", Property(line, "CategoryName"));
        Assert.Equal("NotTaken", Property(line, "EventName"));
        Assert.Equal("429", Property(line, "Status"));
    }

    [Fact]
    public void A_line_with_an_exception_is_an_exception_with_the_same()
    {
        var monitor = new Monitor();
        monitor.Run(services => Line(services.GetRequiredService<ILoggerFactory>().CreateLogger("MemberServices.Failures.FailureAnswers"), new InvalidOperationException("wrong")));

        var line = Assert.Single(monitor.Received("ExceptionData"));
        Assert.Equal("MemberServices.Failures.FailureAnswers", Property(line, "CategoryName"));
        Assert.Equal("NotTaken", Property(line, "EventName"));
    }

    [Fact]
    public void A_request_has_its_function_its_trigger_and_its_answer_and_a_timer_its_name()
    {
        var monitor = new Monitor();
        monitor.Run(_ =>
        {
            using var source = new ActivitySource(InvocationSpans.SourceName);
            using (var request = source.StartActivity("EnrollForm", ActivityKind.Server, default(ActivityContext), [new("faas.name", "EnrollForm"), new("faas.trigger", "http")]))
            {
                request!.SetTag("http.request.method", "GET").SetTag("http.route", "/enroll").SetTag("http.response.status_code", 503);
                request.DisplayName = "GET /enroll";
            }
            source.StartActivity("ForgetWhatIsOld", ActivityKind.Internal, default(ActivityContext), [new("faas.name", "ForgetWhatIsOld"), new("faas.trigger", "timer")])!.Dispose();
        });

        var sent = Assert.Single(monitor.Received("RequestData"));
        Assert.Equal(("GET /enroll", "503", "http"), (sent.GetProperty("name").GetString(), sent.GetProperty("responseCode").GetString(), Property(sent, "faas.trigger")));
        var timer = Assert.Single(monitor.Received("RemoteDependencyData"));
        Assert.Equal(("ForgetWhatIsOld", "timer"), (timer.GetProperty("name").GetString(), Property(timer, "faas.trigger")));
    }

    [Theory]
    [InlineData("ClientId=4711;Authorization=AAD", "Bearer of-the-app")]
    [InlineData("", null)]
    public void It_is_sent_with_the_apps_identity_where_a_key_is_not_enough(string setting, string? authorization)
    {
        var monitor = new Monitor(setting);
        monitor.Run(services => Line(services.GetRequiredService<ILoggerFactory>().CreateLogger("MemberServices.Any"), null));

        Assert.NotEmpty(monitor.Authorizations);
        Assert.All(monitor.Authorizations, each => Assert.Equal(authorization, each));
    }

    static void Line(ILogger logger, Exception? exception) => logger.Log(
        LogLevel.Warning,
        new EventId(1, "NotTaken"),
        new List<KeyValuePair<string, object?>> { new("Status", 429), new("{OriginalFormat}", "not taken: status {Status}") },
        exception,
        (_, _) => "not taken: status 429");

    static string? Property(JsonElement sent, string name) => sent.GetProperty("properties").TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>Azure Monitor's end of the line, behind the app's own telemetry.</summary>
    sealed class Monitor(string authentication = "") : HttpPipelineTransport
    {
        readonly List<JsonElement> received = [];

        public List<string?> Authorizations { get; } = [];

        public void Run(Action<IServiceProvider> tell)
        {
            var services = new ServiceCollection();
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = $"InstrumentationKey={Guid.NewGuid()};IngestionEndpoint=https://monitor.example/",
                ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = authentication,
            }).Build();
            services.AddSingleton<TokenCredential>(new Identity()).AddTelemetry(configuration);
            services.Configure<AzureMonitorExporterOptions>(options =>
            {
                options.Transport = this;
                options.DisableOfflineStorage = true;
                options.EnableLiveMetrics = false;
            });
            using var provider = services.BuildServiceProvider();
            // The exporters join the providers when the host starts. Those of one key share a transport, so each has a key of its own.
            foreach (var service in provider.GetServices<IHostedService>())
            {
                service.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
            }
            tell(provider);
            provider.GetRequiredService<TracerProvider>().ForceFlush();
            provider.GetRequiredService<LoggerProvider>().ForceFlush();
        }

        public IEnumerable<JsonElement> Received(string type) => received.Select(each => each.GetProperty("data"))
            .Where(each => each.GetProperty("baseType").GetString() == type).Select(each => each.GetProperty("baseData"));

        public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

        public override void Process(HttpMessage message)
        {
            using var body = new MemoryStream();
            message.Request.Content!.WriteTo(body, CancellationToken.None);
            lock (received)
            {
                Authorizations.Add(message.Request.Headers.TryGetValue("Authorization", out var authorization) ? authorization : null);
                received.AddRange(Text(body.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)));
            }
            message.Response = new Taken();
        }

        public override ValueTask ProcessAsync(HttpMessage message)
        {
            Process(message);
            return ValueTask.CompletedTask;
        }

        static string Text(byte[] sent)
        {
            if (sent is not [0x1f, 0x8b, ..])
            {
                return Encoding.UTF8.GetString(sent);
            }
            using var plain = new StreamReader(new GZipStream(new MemoryStream(sent), CompressionMode.Decompress));
            return plain.ReadToEnd();
        }
    }

    sealed class Identity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("of-the-app", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }

    sealed class Taken : Azure.Response
    {
        public override int Status => 200;

        public override string ReasonPhrase => "OK";

        public override Stream? ContentStream { get; set; } = new MemoryStream("""{"itemsReceived":1,"itemsAccepted":1,"errors":[]}"""u8.ToArray());

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose()
        {
        }

        protected override bool ContainsHeader(string name) => false;

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => (value = null) is not null;

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values) => (values = null) is not null;
    }
}

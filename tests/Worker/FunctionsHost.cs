using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Google.Protobuf;
using MemberServices.Tests.Worker.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MemberServices.Tests.Worker;

/// <summary>
/// As much of Azure's Functions host as a worker needs: it starts the app, has it tell and load its functions, and passes
/// requests on: the invocation over gRPC, the request itself to the address that the worker names.
/// </summary>
sealed class FunctionsHost : IAsyncDisposable
{
    const int ConnectAttempts = 50;

    static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(2);
    static readonly TimeSpan ConnectPause = TimeSpan.FromMilliseconds(100);

    readonly WebApplication server;
    readonly Run worker;
    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectCallback = ConnectAsync });
    readonly SortedDictionary<string, HttpFunction> routes = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, StatusResult> loaded = [];
    Uri? workerAddress;

    FunctionsHost(WebApplication server, Run worker) => (this.server, this.worker) = (server, worker);

    public DurableExtension Durable => server.Services.GetRequiredService<DurableExtension>();

    /// <summary>The functions that the app has told of.</summary>
    public IReadOnlyList<RpcFunctionMetadata> Functions { get; private set; } = [];

    /// <summary>How the worker took each of them in, by name.</summary>
    public IReadOnlyDictionary<string, StatusResult> Loaded => loaded;

    /// <summary>Those of them with an HTTP trigger, by name.</summary>
    public IReadOnlyDictionary<string, HttpFunction> HttpFunctions => routes;

    /// <summary>From the process's start until every function was loaded.</summary>
    public TimeSpan StartedIn { get; private set; }

    /// <summary>What that took of the processor.</summary>
    public TimeSpan StartedWith { get; private set; }

    /// <summary>What the app has printed, and logged through the host.</summary>
    public string Said => $"{worker.Output}\n{Conversation.Log}";

    Conversation Conversation => server.Services.GetRequiredService<Conversation>();

    /// <summary>Starts a published app and waits until it can be asked.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="settings">Its app settings.</param>
    public static async Task<FunctionsHost> StartAsync(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var host = await BeginAsync(folder, settings);
        try
        {
            await host.ShakeHandsAsync(folder).WaitAsync(StartsWithin);
            (host.StartedIn, host.StartedWith) = (host.worker.Age, host.worker.ProcessorTime);
            return host;
        }
        catch (Exception e)
        {
            await using (host)
            {
                throw new InvalidOperationException($"The worker doesn't start: {e.Message}\n{host.Said}", e);
            }
        }
    }

    /// <summary>Starts a published app that ends by itself; with what, and what it said.</summary>
    public static async Task<(int Code, string Said)> StartToEndAsync(string folder, IReadOnlyDictionary<string, string> settings)
    {
        await using var host = await BeginAsync(folder, settings);
        return (await host.worker.EndAsync().WaitAsync(StartsWithin), host.Said);
    }

    /// <summary>The first function, in the order of their names, that is for such a request.</summary>
    public HttpFunction FunctionFor(HttpMethod method, Uri address) =>
        routes.Values.FirstOrDefault(each => each.Matches(method, address.AbsolutePath))
        ?? throw new InvalidOperationException($"There is no function for {method} {address.AbsolutePath}.");

    /// <summary>Passes a request on, and waits for both ends of it: the answer, and that the function has ended.</summary>
    public async Task<Answer> AskAsync(HttpRequestMessage request)
    {
        var asked = request.RequestUri!;
        var function = FunctionFor(request.Method, asked);
        var invocation = function.Invocation(asked.AbsolutePath, new Uri(server.Urls.Single()));
        request.RequestUri = new Uri(workerAddress!, asked.PathAndQuery);
        request.Headers.Add("x-ms-invocation-id", invocation.InvocationId);
        request.Headers.Add("X-Forwarded-For", "10.0.0.4");
        request.Headers.Add("X-Forwarded-Host", asked.Authority);
        request.Headers.Add("X-Forwarded-Proto", asked.Scheme);
        using var end = new CancellationTokenSource();
        var answering = http.SendAsync(request, end.Token);
        var result = (await Conversation.AskAsync(new StreamingMessage { InvocationRequest = invocation })).InvocationResponse.Result;
        if (result.Status != StatusResult.Types.Status.Success)
        {
            await end.CancelAsync();
            return Answer.OfFailed(function.Name, result, answering.Exception?.GetBaseException().Message);
        }

        using var response = await answering;
        return await Answer.OfAsync(function.Name, response);
    }

    /// <summary>Has an orchestration run as far as it comes, as the Durable extension does; what it wants done next.</summary>
    public async Task<IReadOnlyList<OrchestratorAction>> RunAsync(CreateInstanceRequest started)
    {
        var function = Functions.Single(function => function.Name == started.Name);
        var trigger = function.RawBindings.Select(binding => JsonElement.Parse(binding)).Single();
        var invocation = InvocationRequest.Of(function.FunctionId);
        var turn = DurableExtension.FirstTurn(started).ToByteString().ToBase64();
        invocation.InputData.Add(new ParameterBinding { Name = trigger.GetProperty("name").GetString(), Data = new TypedData { String = turn } });
        var response = (await Conversation.AskAsync(new StreamingMessage { InvocationRequest = invocation })).InvocationResponse;
        Assert.True(response.Result.Status == StatusResult.Types.Status.Success, response.Result.Exception?.Message);
        return OrchestratorResponse.Parser.ParseFrom(ByteString.FromBase64(response.ReturnValue.String)).Actions;
    }

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        http.Dispose();
        await server.DisposeAsync();
    }

    static async Task<FunctionsHost> BeginAsync(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<Conversation>().AddSingleton<DurableExtension>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var server = builder.Build();
        server.MapGrpcService<Conversation>();
        server.MapGrpcService<DurableExtension>();
        await server.StartAsync();
        return new FunctionsHost(server, Run.Start(Worker(folder, server.Urls.Single(), settings)));
    }

    static ProcessStartInfo Worker(string folder, string address, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(folder, "Functions.dll"), "--functions-uri", address, "--functions-worker-id", "smoke",
                "--functions-request-id", "smoke", "--functions-grpc-max-message-length", $"{int.MaxValue}",
            ])
        {
            WorkingDirectory = folder,
        };
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = folder;
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = folder;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>A worker may say hello before its web server listens: Azure's host, too, tries again then.</summary>
    static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception e)
            {
                socket.Dispose();
                if (attempt == ConnectAttempts || e is not SocketException { SocketErrorCode: SocketError.ConnectionRefused })
                {
                    throw;
                }
            }

            await Task.Delay(ConnectPause, TimeProvider.System, cancellationToken);
        }
    }

    async Task ShakeHandsAsync(string folder)
    {
        var ended = worker.EndAsync();
        if (await Task.WhenAny(ended, Conversation.Opened) == ended)
        {
            throw new InvalidOperationException($"it ended with {await ended}");
        }

        var hello = new WorkerInitRequest { HostVersion = "4.1050.0.0", WorkerDirectory = folder, FunctionAppDirectory = folder };
        var ready = (await Conversation.AskAsync(new StreamingMessage { WorkerInitRequest = hello })).WorkerInitResponse;
        workerAddress = new Uri(ready.Capabilities["HttpUri"]);
        var question = new FunctionsMetadataRequest { FunctionAppDirectory = folder };
        Functions = (await Conversation.AskAsync(new StreamingMessage { FunctionsMetadataRequest = question })).FunctionMetadataResponse.FunctionMetadataResults;
        foreach (var function in Functions)
        {
            var load = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function };
            loaded[function.Name] = (await Conversation.AskAsync(new StreamingMessage { FunctionLoadRequest = load })).FunctionLoadResponse.Result;
            if (HttpFunction.Of(function) is { } asked)
            {
                routes.Add(asked.Name, asked);
            }
        }
    }
}

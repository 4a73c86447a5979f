using System.Collections.Concurrent;
using Grpc.Core;
using MemberServices.Tests.Worker.Messages;

namespace MemberServices.Tests.Worker;

/// <summary>The stream between this host and its worker. The worker opens it; whatever the host asks is answered with the same id.</summary>
sealed class Conversation : FunctionRpc.FunctionRpcBase
{
    readonly TaskCompletionSource<IServerStreamWriter<StreamingMessage>> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> asked = new();
    readonly ConcurrentQueue<string> log = new();
    readonly SemaphoreSlim oneAtATime = new(1, 1);

    /// <summary>What the app and the worker have logged.</summary>
    public string Log => string.Join('\n', log);

    /// <summary>Ends when the worker has opened the stream.</summary>
    public Task Opened => opened.Task;

    public async Task<StreamingMessage> AskAsync(StreamingMessage message)
    {
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        message.RequestId = Guid.NewGuid().ToString();
        asked[message.RequestId] = answer;
        var stream = await opened.Task;
        await oneAtATime.WaitAsync();
        try
        {
            await stream.WriteAsync(message);
        }
        finally
        {
            oneAtATime.Release();
        }

        return await answer.Task;
    }

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        try
        {
            await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
            {
                Take(message, responseStream);
            }
        }
        finally
        {
            foreach (var answer in asked.Values)
            {
                answer.TrySetException(new IOException($"The worker has ended:\n{Log}"));
            }
        }
    }

    void Take(StreamingMessage message, IServerStreamWriter<StreamingMessage> stream)
    {
        if (message.ContentCase == StreamingMessage.ContentOneofCase.StartStream)
        {
            opened.TrySetResult(stream);
        }
        else if (message.RpcLog is { } line)
        {
            log.Enqueue($"{line.Category}: {line.Message} {line.Exception?.Message}");
        }
        else if (asked.TryRemove(message.RequestId, out var answer))
        {
            answer.SetResult(message);
        }
    }
}

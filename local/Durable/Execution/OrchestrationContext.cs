using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Local.Durable;

/// <summary>The context that an orchestrator gets; see TaskOrchestrationContextWrapper in microsoft/durabletask-dotnet.</summary>
sealed partial class OrchestrationContext(OrchestrationRun run) : TaskOrchestrationContext
{
    static readonly byte[] GuidNamespace = Guid.Parse("9e952958-5e33-4daf-827f-2fa12937b875").ToByteArray(bigEndian: true);

    readonly ParentOrchestrationInstance? parent =
        run.Start.Parent is { } link ? new(link.Name, link.InstanceId) : null;

    int guids;

    public override TaskName Name => run.Start.Name;

    public override string InstanceId => run.InstanceId;

    public override ParentOrchestrationInstance? Parent => parent;

    public override DateTime CurrentUtcDateTime
    {
        get
        {
            run.Guard();
            return run.Now;
        }
    }

    public override bool IsReplaying => run.IsReplaying;

    public override string Version => run.Start.Version;

    protected override ILoggerFactory LoggerFactory => run.Options.LoggerFactory;

    public override T? GetInput<T>() where T : default => run.Options.DataConverter.Deserialize<T>(run.Start.Input);

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        run.Guard();
        var end = fireAt.ToUniversalTime();
        var longest = run.Options.MaximumTimerInterval;
        while (end - run.Now > longest && !cancellationToken.IsCancellationRequested)
        {
            var part = run.Now + longest;
            await run.Take(id => new TimerCreated(id, part), cancellationToken);
        }

        await run.Take(id => new TimerCreated(id, end), cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        run.Guard();
        return run.WaitFor<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        run.Guard();
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        var text = run.Payload(payload);
        run.TakeAndForget(id => new EventSent(id, instanceId, eventName, text));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        run.Guard();
        run.SetStatus(customStatus);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        run.Guard();
        run.ContinueAsNew(newInput, preserveUnprocessedEvents, null);
    }

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        run.Guard();
        ArgumentNullException.ThrowIfNull(options);
        run.ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents, options.NewVersion);
    }

    public override Guid NewGuid()
    {
        run.Guard();
        var name = Encoding.UTF8.GetBytes($"{InstanceId}_{run.Now:o}_{guids++}");
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData([.. GuidNamespace, .. name], hash);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}

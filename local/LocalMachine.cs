using System.Collections.Concurrent;

namespace Local;

/// <summary>What one machine has in place of the Azure services: a clock, a database, and the parts that live on them.</summary>
public sealed class LocalMachine : IAsyncDisposable
{
    readonly ConcurrentDictionary<Type, Lazy<object>> parts = new();
    readonly ConcurrentStack<object> made = new();
    readonly ClockOffset offset;
    bool disposed;

    /// <param name="folder">Where <c>app.db</c> is kept, or null to keep everything in memory.</param>
    /// <param name="start">The clock's first instant; null: the system's time, moved on as far as this folder's clock was.</param>
    /// <param name="speed">See <see cref="LocalClock.Speed"/>.</param>
    /// <exception cref="DataInUseException">Another process, or another machine in this one, uses the folder.</exception>
    public LocalMachine(string? folder = null, DateTimeOffset? start = null, double speed = 0)
        : this(folder, start, speed, TimeProvider.System)
    {
    }

    internal LocalMachine(string? folder, DateTimeOffset? start, double speed, TimeProvider system)
    {
        Folder = folder;
        Database = new LocalDatabase(folder is null ? null : Path.Combine(folder, "app.db"));
        offset = new ClockOffset(Database, system);
        Clock = new LocalClock(start ?? system.GetUtcNow() + offset.Ahead, speed, system);
        offset.Note(Clock.GetUtcNow());
        Clock.Moved += SaveClock;
        Clock.Firing += offset.Note;
    }

    /// <summary>The first label of this machine's addresses.</summary>
    public string Name { get; } = "local-" + Guid.NewGuid().ToString("n")[..12];

    /// <summary>Where its files are, or null when everything is kept in memory.</summary>
    public string? Folder { get; }

    public LocalClock Clock { get; }

    public LocalDatabase Database { get; }

    /// <summary>What was done here that Azure bills.</summary>
    public Meter Meter { get; } = new();

    /// <summary>The endpoint to hand to a client of Tables whose transport is <see cref="LocalTransport"/>.</summary>
    public Uri TablesEndpoint => new($"https://{Name}.table.local");

    /// <inheritdoc cref="TablesEndpoint"/>
    public Uri MailEndpoint => new($"https://{Name}.mail.local");

    /// <summary>How its Service Bus namespace is called.</summary>
    public string ServiceBusNamespace => $"{Name}.servicebus.local";

    /// <summary>A part of this machine, made on first use by its constructor that takes a <see cref="LocalMachine"/>.</summary>
    public T Part<T>() where T : class => (T)parts.GetOrAdd(typeof(T), type => new Lazy<object>(() =>
    {
        var part = Activator.CreateInstance(type, this)!;
        made.Push(part);
        return part;
    })).Value;

    /// <summary>Stops the parts, newest first, and closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true))
        {
            return;
        }

        while (made.TryPop(out var part))
        {
            if (part is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync();
            }
            else if (part is IDisposable disposable)
            {
                disposable.Dispose();
            }
        }

        SaveClock();
        Clock.Dispose();
        Database.Dispose();
    }

    void SaveClock() => offset.Write(Clock.GetUtcNow());
}

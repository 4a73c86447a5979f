using System.Collections.Concurrent;

namespace Local;

/// <summary>
/// One machine's stand-in for the Azure services: a clock, a database, and the parts that live on them. SDK clients
/// find it by the first label of the address they are given: <c>local://NAME</c>, <c>NAME.servicebus.local</c>.
/// </summary>
public sealed class LocalEdition : IAsyncDisposable
{
    static readonly ConcurrentDictionary<string, LocalEdition> Running = new(StringComparer.OrdinalIgnoreCase);

    readonly ConcurrentDictionary<Type, Lazy<object>> parts = new();
    readonly ConcurrentStack<object> made = new();
    readonly ClockOffset offset;

    /// <param name="folder">Where <c>app.db</c> is kept, or null to keep everything in memory.</param>
    /// <param name="start">The clock's first instant; null: the system's time, moved on as far as this folder's clock was.</param>
    /// <param name="speed">See <see cref="LocalClock.Speed"/>.</param>
    /// <exception cref="DataInUseException">Another process, or another edition in this one, uses the folder.</exception>
    public LocalEdition(string? folder = null, DateTimeOffset? start = null, double speed = 0)
        : this(folder, start, speed, TimeProvider.System)
    {
    }

    internal LocalEdition(string? folder, DateTimeOffset? start, double speed, TimeProvider system)
    {
        Folder = folder;
        Database = new LocalDatabase(folder is null ? null : Path.Combine(folder, "app.db"));
        offset = new ClockOffset(Database, system);
        Clock = new LocalClock(start ?? system.GetUtcNow() + offset.Ahead, speed, system);
        offset.Note(Clock.GetUtcNow());
        Clock.Moved += SaveClock;
        Clock.Firing += offset.Note;
        Running[Name] = this;
    }

    /// <summary>The first label of this edition's addresses.</summary>
    public string Name { get; } = "local-" + Guid.NewGuid().ToString("n")[..12];

    /// <summary>Where its files are, or null when everything is kept in memory.</summary>
    public string? Folder { get; }

    public LocalClock Clock { get; }

    public LocalDatabase Database { get; }

    /// <summary>The endpoint to hand to a client of Tables or email.</summary>
    public Uri Endpoint => new($"local://{Name}");

    /// <summary>The namespace to hand to a client of Service Bus.</summary>
    public string ServiceBusNamespace => $"{Name}.servicebus.local";

    /// <summary>The edition at <paramref name="host"/>, a host name of one of its addresses.</summary>
    /// <exception cref="InvalidOperationException">None runs there.</exception>
    public static LocalEdition At(string host) =>
        Running.TryGetValue(host.Split('.')[0], out var edition)
            ? edition
            : throw new InvalidOperationException($"No local edition runs at '{host}'.");

    /// <summary>A part of this edition, made on first use by its constructor that takes a <see cref="LocalEdition"/>.</summary>
    public T Part<T>() where T : class => (T)parts.GetOrAdd(typeof(T), type => new Lazy<object>(() =>
    {
        var part = Activator.CreateInstance(type, this)!;
        made.Push(part);
        return part;
    })).Value;

    /// <summary>Stops the parts, newest first, and closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Running.TryRemove(Name, out _))
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

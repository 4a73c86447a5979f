using System.Collections.Concurrent;
using MemberServices.Ops;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MemberServices.Tests.Ops;

/// <summary>The lines of the watch, by their names, as the alerts ask for them.</summary>
sealed class WrittenLines : ILoggerProvider, ILogger
{
    readonly ConcurrentQueue<string> lines = new();

    /// <summary>Those of a name, since the start.</summary>
    public IReadOnlyList<string> Of(string name) => [.. lines.Where(line => line.StartsWith(name + ": ", StringComparison.Ordinal))];

    public void Listen(IHostApplicationBuilder app) => app.Services.AddSingleton<ILoggerProvider>(this);

    public ILogger CreateLogger(string categoryName) => categoryName == typeof(Watch).FullName ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{eventId.Name}: {formatter(state, exception)}");

    public void Dispose()
    {
    }
}

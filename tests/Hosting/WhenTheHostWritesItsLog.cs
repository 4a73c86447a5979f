using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MemberServices.Tests.Hosting;

/// <summary>The Functions host filters by host.json, with the rules of every .NET log.</summary>
public class WhenTheHostWritesItsLog
{
    [Theory]
    [InlineData("Function.StartEnrollment.User", LogLevel.Information, true)]
    [InlineData("Function.SendMail.User", LogLevel.Information, true)]
    [InlineData("Host.Startup", LogLevel.Warning, true)]
    [InlineData("Function.StartEnrollment.User", LogLevel.Debug, false)]
    [InlineData("Host.Startup", LogLevel.Information, false)]
    [InlineData("Microsoft.Azure.WebJobs.Script.WebHost.Middleware.SystemTraceMiddleware", LogLevel.Information, false)]
    public void It_keeps_what_the_app_says_and_what_goes_wrong(string category, LogLevel level, bool isKept) =>
        Assert.Equal(isKept, IsKept(category, level));

    [Fact]
    public void It_keeps_no_telemetry_of_requests_which_holds_addresses_with_tokens()
    {
        Assert.False(IsKept("Host.Results", LogLevel.Critical));
        Assert.False(IsKept("Host.Aggregator", LogLevel.Critical));
    }

    static bool IsKept(string category, LogLevel level)
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "host.json")).Build();
        using var services = new ServiceCollection()
            .AddLogging(logging => logging.AddConfiguration(configuration.GetSection("logging")).AddProvider(new Listening()))
            .BuildServiceProvider();
        return services.GetRequiredService<ILoggerFactory>().CreateLogger(category).IsEnabled(level);
    }

    sealed class Listening : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }

        public void Dispose()
        {
        }
    }
}

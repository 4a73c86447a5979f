using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace MemberServices.Tests.Infra;

/// <summary>A line that the app writes into its log: the class that writes it, the line's name, what it holds.</summary>
public sealed record EmittedLine(string Category, string Name, IReadOnlyList<string> Values);

/// <summary>What the app tells of itself, by the names under which it can be asked for.</summary>
static partial class Emitted
{
    /// <summary>Lines that the alerts ask for already, and that the app doesn't write yet.</summary>
    public static IReadOnlyList<EmittedLine> Awaited { get; } = [];

    public static IReadOnlyList<EmittedLine> Lines { get; } =
    [
        .. from type in Source.Types
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           let message = method.GetCustomAttribute<LoggerMessageAttribute>()
           where message is not null
           from writer in new[] { type, type.DeclaringType }
           where writer is not null && LogsAsItself(writer)
           select new EmittedLine(writer.FullName!, method.Name, [.. Placeholders().Matches(message.Message).Select(match => match.Groups[1].Value)]),
    ];

    public static IReadOnlyList<string> Timers { get; } = [.. Source.Triggers.Where(each => each.Trigger is TimerTriggerAttribute).Select(each => each.Name)];

    static bool LogsAsItself(Type type) =>
        type.GetConstructors().SelectMany(each => each.GetParameters()).Any(each => each.ParameterType == typeof(ILogger<>).MakeGenericType(type));

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Placeholders();
}

using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using MemberServices.Messages;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Tests.Infra;

/// <summary>What the app's code and its files name, as far as Azure must have it.</summary>
static partial class Source
{
    static readonly string[] Folders = ["functions", "workflows"];

    static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The app's own assemblies.</summary>
    public static IReadOnlyList<Type> Types { get; } = [.. typeof(App).Assembly.GetTypes(), .. typeof(Bus).Assembly.GetTypes()];

    /// <summary>The functions, with their triggers.</summary>
    public static IReadOnlyList<(string Name, Attribute Trigger)> Triggers { get; } =
    [
        .. from type in typeof(App).Assembly.GetTypes().Concat(typeof(Bus).Assembly.GetTypes())
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           from parameter in method.GetParameters()
           from trigger in parameter.GetCustomAttributes()
           where trigger.GetType().Name.EndsWith("TriggerAttribute", StringComparison.Ordinal)
           select (function.Name, trigger),
    ];

    public static IReadOnlyList<ServiceBusTriggerAttribute> BusTriggers { get; } = [.. Triggers.Select(each => each.Trigger).OfType<ServiceBusTriggerAttribute>()];

    /// <summary>The names of <see cref="Bus"/>: the connection is none of an entity.</summary>
    public static IReadOnlyDictionary<string, string> BusNames { get; } = typeof(Bus).GetFields()
        .Where(field => field.IsLiteral && field.Name != nameof(Bus.Connection))
        .ToDictionary(field => field.Name, field => (string)field.GetRawConstantValue()!);

    public static JsonElement Host { get; } = Read("host.json");

    public static JsonElement Policies { get; } = Read("policies.json");

    public static JsonElement BusFile { get; } = Snapshot.At(Read("infra/servicebus.json"), "UserConfig.Namespaces.0");

    /// <summary>The settings that host.json has by name: %NAME%, and the connection of the orchestrations' store.</summary>
    public static IReadOnlyList<string> HostSettings { get; } =
    [
        .. Percent().Matches(Host.GetRawText()).Select(match => match.Groups[1].Value),
        Snapshot.At(Host, "extensions.durableTask.storageProvider.connectionStringName").GetString()!,
    ];

    /// <summary>The settings that the code asks for. A way of asking that isn't understood here fails.</summary>
    public static IReadOnlySet<string> Settings()
    {
        HashSet<string> found = [];
        foreach (var file in Files())
        {
            foreach (Match match in Asked().Matches(File.ReadAllText(file)))
            {
                var name = match.Groups[1].Value.Replace("{Bus.Connection}", Bus.Connection, StringComparison.Ordinal);
                // A helper's parameter: its callers are found, too.
                if (name is not ("key" or "_"))
                {
                    found.Add(name == "Bus.Connection" ? Bus.Connection
                        : name.Trim('$', '"') is { Length: > 0 } literal && name.Contains('"', StringComparison.Ordinal) ? literal
                        : throw new InvalidOperationException($"{Path.GetFileName(file)} asks for a setting by {name}: name it in place."));
                }
            }
        }
        return found;
    }

    /// <summary>The text of all of it.</summary>
    public static string Text() => string.Concat(Files().Select(File.ReadAllText));

    static IEnumerable<string> Files() => Folders
        .SelectMany(folder => System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, file)), WithComments);
        return document.RootElement.Clone();
    }

    [GeneratedRegex("%([A-Za-z_]+)%")]
    private static partial Regex Percent();

    [GeneratedRegex(@"\b[cC]onfiguration(?:\[|\.(?:GetValue<\w+>|GetSection|GetConnectionString|Required|Address)\()([^\],)]+)")]
    private static partial Regex Asked();
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace MemberServices.WorkItems;

/// <summary>Where a work item is in its life. Zero is none.</summary>
[JsonConverter(typeof(WorkItemNames<WorkItemState>))]
public enum WorkItemState
{
    /// <summary>The role has it, and nobody has taken it.</summary>
    Open = 1,

    /// <summary>A person has taken it.</summary>
    Taken,

    /// <summary>A person was given it by somebody, and hasn't taken it yet.</summary>
    HandedOver,

    /// <summary>Somebody has done it, and said what came of it.</summary>
    Done,

    /// <summary>Its reason went away.</summary>
    Lapsed,
}

/// <summary>An enum of work items in JSON and in addresses: "handed-over".</summary>
public sealed class WorkItemNames<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower) where T : struct, Enum
{
    public static string Of(T value) => JsonNamingPolicy.KebabCaseLower.ConvertName($"{value}");

    /// <summary>In their order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>Null when nothing is called so.</summary>
    public static T? Find(string name) => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => Of(value!.Value) == name);
}

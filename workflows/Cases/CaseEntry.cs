using System.Text.Json;

namespace MemberServices.Cases;

/// <summary>Something that was added to a case beside its steps and closes none, such as a correction.</summary>
/// <param name="Number">From 1, in the order in which they came: whoever adds a number first has it.</param>
/// <param name="Kind">What it is: "correction".</param>
/// <param name="At">When.</param>
/// <param name="By">Who added it.</param>
/// <param name="Channel">How they reached us.</param>
/// <param name="What">What it says, in its kind's shape; read for years, so a member that is added later has a default.</param>
public sealed record CaseEntry(int Number, string Kind, DateTimeOffset At, Actor By, Channel Channel, JsonElement What)
{
    public static CaseEntry Of<T>(string kind, DateTimeOffset at, Actor by, Channel channel, T what) =>
        new(0, kind, at, by, channel, JsonSerializer.SerializeToElement(what, JsonSerializerOptions.Web));

    /// <summary>The same that says something else.</summary>
    public CaseEntry Saying<T>(T what) => this with { What = JsonSerializer.SerializeToElement(what, JsonSerializerOptions.Web) };

    /// <summary>The same in a person's export.</summary>
    /// <param name="isUntold">Whether they haven't been told of it: then who did it is left out.</param>
    public object Export(bool isUntold) => new { At, Kind, by = isUntold ? null : By.PersonName, Channel, What };

    public T Read<T>() => What.Deserialize<T>(JsonSerializerOptions.Web)!;
}

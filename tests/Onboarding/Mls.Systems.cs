using System.Text.Json;
using MemberServices.Messages;

namespace MemberServices.Tests;

/// <summary>What finance's system, the MLS vendor's and the lockbox provider's are asked, and answer.</summary>
public sealed partial class Mls
{

    /// <summary>All three keep silent: a story answers by itself.</summary>
    public void SystemsAreSilent(params string[] which)
    {
        foreach (var system in which.Length == 0 ? ["finance", "vendor", "lockbox"] : which)
        {
            Systems[system] = Local.Systems.Behavior.IsSilent;
        }
    }

    /// <summary>Another system answers by message.</summary>
    /// <param name="type">"billing.cleared".</param>
    /// <param name="data">caseId, step and the rest.</param>
    /// <param name="id">The message's; null: one of its own.</param>
    public Task Says(string type, object data, string? id) =>
        id is null
            ? Says(type, data)
            : Puts(Bus.Commands, JsonSerializer.Serialize(new { specversion = "1.0", id, source = "/tests/system", type, data }), id);

    /// <summary>What a system was asked: the types with their step, oldest first.</summary>
    public IReadOnlyList<string> RequestsTo(string system) =>
        [.. Systems.Requests().Where(request => request.Counterpart.Id == system).Select(request => request.Type).Reverse()];
}

using System.Security.Cryptography;
using System.Text;
using MemberServices.Policies;
using MemberServices.Staff;
using Microsoft.Extensions.Configuration;

namespace MemberServices.Teams;

/// <summary>A role's channel.</summary>
/// <param name="Role">Whose it is: a role's id.</param>
/// <param name="Setting">The app setting that holds its address.</param>
/// <param name="Address">A secret: whoever knows it can post there. Never in a log, an exception or an answer.</param>
public sealed record TeamsChannel(string Role, string Setting, Uri Address)
{
    /// <summary>Tells one address of a channel from another, without telling it.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Address.AbsoluteUri)))[..8];

    public override string ToString() => $"the channel of {Role}";
}

/// <summary>The roles' Teams channels: each the address of a workflow "When a Teams webhook request is received", in the app setting that the role names.</summary>
public sealed class TeamsChannels(StaffPolicy policy, IConfiguration configuration)
{
    /// <summary>Whose channel takes what has none of its own.</summary>
    public const string Fallback = StaffRoles.Managers;

    /// <summary>Where Power Automate's workflows are called: the addresses until 2025, and those since.</summary>
    static readonly string[] Hosts = [".logic.azure.com", ".api.powerplatform.com"];

    /// <summary>The channel for what a role is told: its own, else that of <see cref="Fallback"/>; null: neither has one.</summary>
    public TeamsChannel? For(string role) => Of(role) ?? Of(Fallback);

    /// <summary>A channel for somebody: that of the first of their roles that has one, else that of <see cref="Fallback"/>.</summary>
    public TeamsChannel? For(PersonInRoles person) => person.Roles.Select(role => Of(role.Id)).FirstOrDefault(channel => channel is not null) ?? Of(Fallback);

    /// <summary>Every channel, once, by the first role that has it.</summary>
    public IReadOnlyList<TeamsChannel> All => [.. policy.Roles.Select(role => Of(role.Id)).OfType<TeamsChannel>().DistinctBy(channel => channel.Address)];

    /// <summary>The role's name for people; its id when the policy doesn't have it.</summary>
    public string NameOf(string role) => policy.Roles.FirstOrDefault(each => each.Id == role)?.Name ?? role;

    /// <summary>Whether any channel is set up.</summary>
    public bool Any => policy.Roles.Any(role => Of(role.Id) is not null);

    /// <summary>Roles for which alerts would go nowhere.</summary>
    public IReadOnlyList<string> Without => Of(Fallback) is not null ? [] : [.. policy.Roles.Select(role => role.Id).Where(role => Of(role) is null)];

    /// <summary>Settings that have something else than such an address, such as a secret that wasn't found.</summary>
    public IReadOnlyList<string> Broken =>
        [.. policy.Roles.Select(role => role.WebhookSetting).OfType<string>().Where(setting => !string.IsNullOrWhiteSpace(ValueOf(setting)) && Read(setting) is null)];

    TeamsChannel? Of(string role) =>
        policy.Roles.FirstOrDefault(each => each.Id == role)?.WebhookSetting is { } setting && Read(setting) is { } address ? new TeamsChannel(role, setting, address) : null;

    Uri? Read(string setting) =>
        Uri.TryCreate(ValueOf(setting), UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0
        && Hosts.Any(host => address.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase))
            ? address
            : null;

    string? ValueOf(string key) => configuration[key];
}

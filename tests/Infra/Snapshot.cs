using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MemberServices.Tests.Infra;

/// <summary>What the template declares with a variant's parameters: resolved as far as that is possible without Azure.</summary>
public sealed partial class Snapshot
{
    static readonly ConcurrentDictionary<string, Lazy<Task<Snapshot>>> All = new();

    readonly JsonElement json;

    Snapshot(JsonElement json) => this.json = json;

    /// <summary>The names of those in <c>variants/</c>.</summary>
    public static IReadOnlyList<string> Variants { get; } =
        [.. Checkout.Templates().Where(file => file.EndsWith(".bicepparam", StringComparison.Ordinal)).Select(file => Path.GetFileNameWithoutExtension(file)!)];

    public IEnumerable<JsonElement> Resources => json.GetProperty("predictedResources").EnumerateArray();

    public IReadOnlyDictionary<string, string> Outputs =>
        json.GetProperty("outputs").EnumerateObject().ToDictionary(each => each.Name, each => each.Value.ToString());

    /// <summary>The app's settings.</summary>
    public IReadOnlyDictionary<string, string> Settings => At(One("Microsoft.Web/sites"), "properties.siteConfig.appSettings").EnumerateArray()
        .ToDictionary(each => each.GetProperty("name").GetString()!, each => each.GetProperty("value").GetString()!);

    /// <summary>Who may do what with what: "app: serviceBusDataSender on ServiceBus/namespaces".</summary>
    public IEnumerable<string> Grants => Of("Microsoft.Authorization/roleAssignments").Select(each =>
    {
        var id = each.GetProperty("id").GetString()!;
        // Of what a role is for, the last part that is a type and a name; that of an unresolved id stands in its first text.
        var scope = id.StartsWith('[') ? id.Split('\'')[1] : id[..id.LastIndexOf("/providers/Microsoft.Authorization/", StringComparison.Ordinal)];
        var role = At(each, "properties.roleDefinitionId").GetString()!.Split('/')[^1];
        return $"{Who(At(each, "properties.principalId").GetString()!)}: {RoleNames.Of(role)} on {TypeOf(scope)}";
    });

    /// <summary>The snapshot with a variant's parameters, made once.</summary>
    public static Task<Snapshot> OfAsync(string variant) => All.GetOrAdd(variant, name => new(() => MakeAsync(name))).Value;

    public IEnumerable<JsonElement> Of(string type) => Resources.Where(each => each.GetProperty("type").GetString() == type);

    public JsonElement One(string type) => Assert.Single(Of(type));

    /// <summary>The names of what there is of a type, without those of what it belongs to.</summary>
    public IEnumerable<string> Names(string type) => Of(type).Select(each => each.GetProperty("name").GetString()!.Split('/', 2)[^1]);

    /// <summary>A member by its path: "properties.sku.name", "properties.list.0".</summary>
    public static JsonElement At(JsonElement element, string path) => path.Split('.').Aggregate(
        element, (at, name) => at.ValueKind == JsonValueKind.Array ? at[int.Parse(name)] : at.GetProperty(name.Replace("~", ".", StringComparison.Ordinal)));

    static async Task<Snapshot> MakeAsync(string variant)
    {
        using var checkout = new Checkout();
        return await MakeAsync(variant, checkout);
    }

    internal static async Task<Snapshot> MakeAsync(string variant, Checkout checkout)
    {
        var folder = Path.Combine(checkout.Root, "tests/Infra/variants");
        var ended = await Tool.RunAsync(
            Tool.Bicep,
            [
                "snapshot", $"{variant}.bicepparam", "--mode", "overwrite", "--location", "eastus2",
                "--subscription-id", "00000000-0000-0000-0000-000000000001", "--tenant-id", "00000000-0000-0000-0000-000000000002",
            ],
            folder);
        Assert.True(ended is { Code: 0, Output: "", Errors: "" }, $"{variant}: {ended.Output}{ended.Errors}");
        var json = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(folder, $"{variant}.snapshot.json")));
        Assert.Empty(json.GetProperty("diagnostics").EnumerateArray());
        return new Snapshot(json);
    }

    static string Who(string principal) =>
        principal.Contains("/userAssignedIdentities/", StringComparison.Ordinal) ? "app"
        : principal.Contains("/systemTopics/", StringComparison.Ordinal) ? "mail reports"
        : "deployer";

    // "/subscriptions/…/providers/Microsoft.X/a/name/b/name" is of the type "X/a/b".
    static string TypeOf(string id)
    {
        var parts = LastProvider().Match(id).Groups[1].Value.Split('/');
        return string.Join('/', parts.Where((_, i) => i == 0 || i % 2 == 1));
    }

    [GeneratedRegex(@".*/providers/Microsoft\.(.+)$")]
    private static partial Regex LastProvider();
}

/// <summary>The roles' names in <c>infra/roles.json</c>.</summary>
static class RoleNames
{
    static readonly Dictionary<string, string> Names = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra/roles.json")))
        .EnumerateObject().ToDictionary(each => each.Value.GetString()!, each => each.Name);

    public static IEnumerable<string> All => Names.Values;

    public static string Of(string id) => Names.GetValueOrDefault(id, id);
}

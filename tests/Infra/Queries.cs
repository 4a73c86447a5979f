using System.Diagnostics;
using System.Text.Json;

namespace MemberServices.Tests.Infra;

/// <summary>A query as its language reads it.</summary>
/// <param name="Problems">What is wrong in it.</param>
/// <param name="Texts">The texts in it, as they stand in quotes.</param>
public sealed record ReadQuery(IReadOnlyList<string> Problems, IReadOnlyList<string> Texts);

/// <summary>The queries of the alerts and of the workbook, read by Microsoft's own reader; <c>./test</c> gets it by npm.</summary>
static class Queries
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    static readonly Lazy<Task<IReadOnlyDictionary<string, ReadQuery>>> all = new(() => ReadAsync(Texts()));

    /// <summary>By name: "heartbeat.kql", "workbook: requests".</summary>
    public static Task<IReadOnlyDictionary<string, ReadQuery>> AllAsync() => all.Value;

    public static async Task<IReadOnlyDictionary<string, ReadQuery>> ReadAsync(IReadOnlyDictionary<string, string> queries)
    {
        var modules = Path.Combine(Repository.Root, ".tools/kusto");
        Needs.Or(System.IO.Directory.Exists(Path.Combine(modules, "node_modules")), "The queries' reader is missing: ./test gets it by npm.");
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Repository.Root, "tests/Infra/kusto/read.cjs"), modules])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var output = node.StandardOutput.ReadToEndAsync();
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(queries));
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        return JsonSerializer.Deserialize<Dictionary<string, ReadQuery>>(await output, Json)!;
    }

    static Dictionary<string, string> Texts()
    {
        var infra = Path.Combine(Repository.Root, "infra");
        var workbook = JsonElement.Parse(File.ReadAllText(Path.Combine(infra, "workbook.json")));
        return System.IO.Directory.EnumerateFiles(Path.Combine(infra, "queries")).Select(file => (Name: Path.GetFileName(file), Text: File.ReadAllText(file)))
            .Concat(workbook.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("type").GetInt32() == 3).Select(item =>
                (Name: $"workbook: {item.GetProperty("name")}", Text: item.GetProperty("content").GetProperty("query").GetString()!)))
            .ToDictionary(each => each.Name, each => each.Text);
    }
}

using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using MemberServices.Policies;
using MemberServices.Tests.Staff;

namespace MemberServices.Tests.Policies;

/// <summary>The schema says what the reader does, wherever a schema can say it.</summary>
public sealed class WhenAnEditorChecksThePolicyFile
{
    const string Anew = "POLICY_SCHEMA=1 dotnet run --project tests -- -class \"*WhenAnEditorChecksThePolicyFile\"";

    /// <summary>Rules that compare a value with others, or need to know more than the file: no schema can say them.</summary>
    static readonly string[] BeyondASchema =
    [
        "4.47 to 1", "IANA", "later than", "two days' intervals", "twice", "at least one interval", "100 or less", "one of calendars.named", "or aroundTheClock",
        "keeps none", "must be left out", "none.ics must be", "00000000-0000-0000-0000-000000000000",
    ];

    static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(PolicySchema.File));

    [Fact]
    public async Task The_schema_has_the_members_of_the_records_with_their_limits_and_nothing_else()
    {
        if (Environment.GetEnvironmentVariable("POLICY_SCHEMA") is not null)
        {
            await File.WriteAllTextAsync(PolicySchema.File, PolicySchema.Text(), TestContext.Current.CancellationToken);
        }

        var there = await File.ReadAllTextAsync(PolicySchema.File, TestContext.Current.CancellationToken);
        Assert.True(there == PolicySchema.Text(), $"policies.schema.json isn't what the policy's records say. Write it anew: {Anew}");
    }

    [Fact]
    public void The_policy_that_comes_with_the_app_is_right_and_names_the_schema()
    {
        Assert.True(Accepts(PolicyText.Parse()));
        Assert.Equal(Path.GetFileName(PolicySchema.File), Path.GetFileName((string)PolicyText.Parse()["$schema"]!));
    }

    public static TheoryData<string, string, string> Wrong { get; } =
    [
        .. from row in Rows(typeof(WhenThePolicyFileIsRead).GetMethod(nameof(WhenThePolicyFileIsRead.A_wrong_value_is_refused_with_its_place_and_the_rule))!)
           where !BeyondASchema.Any($"{row[1]} {row[3]}".Contains)
           select new TheoryDataRow<string, string, string>((string)row[0]!, (string)row[1]!, ""),
        .. from row in Rows(typeof(WhenThePolicyNamesRoles).GetMethod(nameof(WhenThePolicyNamesRoles.A_wrong_role_is_refused_with_its_place_and_the_rule))!)
           where !BeyondASchema.Any($"{row[1]} {row[2]}".Contains)
           select new TheoryDataRow<string, string, string>((string)row[0]!, (string)row[1]!, "staff.roles[1]"),
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_the_reader_refuses_it_refuses(string member, string value, string within)
    {
        var file = within.Length == 0 ? JsonNode.Parse(PolicyText.With((member, value)))! : PolicyText.Parse();
        if (within.Length > 0)
        {
            file["staff"]!["roles"]![1]![member] = JsonNode.Parse(value);
        }

        Assert.False(Accepts(file));
    }

    [Fact]
    public void Every_member_says_what_it_is() => Assert.Empty(
        from schema in Members(JsonNode.Parse(PolicySchema.Text())!.AsObject(), "$")
        where schema.Node["description"] is null
        select $"{schema.Path} has no summary");

    [Fact]
    public void Every_number_has_its_range() => Assert.Empty(
        from schema in Members(JsonNode.Parse(PolicySchema.Text())!.AsObject(), "$")
        where schema.Node["type"]?.ToJsonString().Contains("integer", StringComparison.Ordinal) == true || schema.Node["type"]?.ToJsonString().Contains("number", StringComparison.Ordinal) == true
        where schema.Node["minimum"] is null || schema.Node["maximum"] is null
        select $"{schema.Path} has no [Range(from, to)]");

    /// <summary>Of each number in the file: one beyond its range is refused by both, at its place; its ends the schema takes, and the reader, too, unless they don't fit other members.</summary>
    [Fact]
    public void A_numbers_range_is_the_readers()
    {
        var numbers = Leaves(PolicyText.Parse(), JsonNode.Parse(PolicySchema.Text())!.AsObject(), "$").Where(leaf => leaf.Schema["minimum"] is not null).ToList();

        Assert.True(numbers.Count > 20);
        Assert.All(numbers, number =>
        {
            var (least, most) = ((int)number.Schema["minimum"]!, (int)number.Schema["maximum"]!);
            foreach (var beyond in new[] { least - 1, most + 1 })
            {
                Assert.False(Accepts(Changed(number.Path, beyond)), $"{number.Path}: {beyond}");
                Assert.Contains(Errors(Changed(number.Path, beyond)), error => error.Path == number.Path);
            }
            foreach (var end in new[] { least, most })
            {
                Assert.True(Accepts(Changed(number.Path, end)), $"{number.Path}: {end}");
                Assert.All(Errors(Changed(number.Path, end)), error => Assert.Matches("endDays|reminderDays|more than|100 or less", error.Message));
            }
        });
    }

    /// <summary>Of each member in the file: without it, and with one that isn't known, both say the same.</summary>
    [Fact]
    public void A_member_is_required_where_the_reader_requires_it_and_no_other_is_known()
    {
        var members = Leaves(PolicyText.Parse(), JsonNode.Parse(PolicySchema.Text())!.AsObject(), "$", all: true).ToList();

        Assert.True(members.Count > 100);
        Assert.All(members.Where(member => !member.Path.EndsWith(']')), member =>
        {
            var without = PolicyText.Parse();
            var (parent, name) = Parent(without, member.Path);
            parent.AsObject().Remove(name);
            // The last calendar is missed where the calendars are.
            var isMissing = Errors(without).Any(error =>
                error.Path == member.Path && error.Message == "must be there" || error.Message.StartsWith("must be 1 to 20", StringComparison.Ordinal));
            Assert.True(isMissing == !Accepts(without), $"{member.Path}: {(isMissing ? "the reader" : "the schema")} alone requires it");
        });
        Assert.All(members.Where(member => member.Schema["properties"] is not null), member =>
        {
            var with = PolicyText.Parse();
            At(with, member.Path).AsObject()["unknown"] = 1;
            Assert.False(Accepts(with), member.Path);
            Assert.Contains(Errors(with), error => error.Path == $"{member.Path}.unknown" && error.Message.StartsWith("isn't known", StringComparison.Ordinal));
        });
    }

    static bool Accepts(JsonNode file) =>
        Schema.Evaluate(JsonSerializer.SerializeToElement(file), new EvaluationOptions { RequireFormatValidation = true }).IsValid;

    static IReadOnlyList<PolicyError> Errors(JsonNode file)
    {
        try
        {
            PolicyReader.Read(file.ToJsonString());
            return [];
        }
        catch (PolicyException e)
        {
            return e.Errors;
        }
    }

    static JsonNode Changed(string path, int value)
    {
        var file = PolicyText.Parse();
        var (parent, name) = Parent(file, path);
        if (parent is JsonArray list)
        {
            list[int.Parse(name)] = value;
        }
        else
        {
            parent[name] = value;
        }

        return file;
    }

    static JsonNode At(JsonNode file, string path) => Steps(path).Aggregate(file, (node, step) => node is JsonArray list ? list[int.Parse(step)]! : node[step]!);

    static (JsonNode Parent, string Name) Parent(JsonNode file, string path)
    {
        var cut = Math.Max(path.LastIndexOf('.'), path.LastIndexOf('['));
        return (At(file, path[..cut]), path[(cut + 1)..].TrimEnd(']'));
    }

    static IEnumerable<string> Steps(string path) => path.Split('.', '[').Skip(1).Select(step => step.TrimEnd(']'));

    static IEnumerable<object?[]> Rows(MethodInfo theory) => theory.GetCustomAttributes<InlineDataAttribute>().Select(row => row.Data);

    /// <summary>A schema, or that which it refers to: "#/properties/brand".</summary>
    static JsonObject Resolved(JsonObject schema) => (string?)schema["$ref"] is { } to
        ? to.Split('/').Skip(1).Aggregate(schema.Root, (node, step) => node[step]!).AsObject()
        : schema;

    /// <summary>Every schema of a member or an item, by its place.</summary>
    static IEnumerable<(string Path, JsonObject Node)> Members(JsonObject schema, string path)
    {
        foreach (var (name, node) in Resolved(schema)["properties"] as JsonObject ?? [])
        {
            yield return ($"{path}.{name}", node!.AsObject());
            foreach (var each in Members(node.AsObject(), $"{path}.{name}"))
            {
                yield return each;
            }
        }
        foreach (var below in new[] { Resolved(schema)["items"], Resolved(schema)["additionalProperties"] }.OfType<JsonObject>())
        {
            foreach (var each in Members(below, $"{path}[]"))
            {
                yield return each;
            }
        }
    }

    /// <summary>The file's values with their schemas.</summary>
    static IEnumerable<(string Path, JsonObject Schema)> Leaves(JsonNode value, JsonObject its, string path, bool all = false)
    {
        var schema = Resolved(its);
        if (path != "$" && (all || value is JsonValue))
        {
            yield return (path, schema);
        }

        var below = value switch
        {
            JsonObject members => members.Select(each => ($"{path}.{each.Key}", each.Value!, schema["properties"]?[each.Key] ?? schema["additionalProperties"]!)),
            JsonArray items => items.Select((each, i) => ($"{path}[{i}]", each!, schema["items"]!)),
            _ => [],
        };
        foreach (var (at, child, itsSchema) in below)
        {
            foreach (var each in Leaves(child, itsSchema.AsObject(), at, all))
            {
                yield return each;
            }
        }
    }
}

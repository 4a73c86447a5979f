using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace MemberServices.Tests.Infra;

/// <summary>What GitHub and azd run of this repository.</summary>
public sealed partial class WhenTheWorkflowsRun
{
    public static TheoryData<string> Workflows =>
        [.. System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Root, ".github/workflows")).Select(file => Path.GetFileName(file)!).Order()];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_action_is_pinned_by_its_commit_and_may_do_no_more_than_said(string file)
    {
        var path = Path.Combine(Repository.Root, ".github/workflows", file);
        var workflow = Read(path);
        var uses = File.ReadAllLines(path).Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches(Pinned(), line));
        var permissions = Assert.IsType<YamlMappingNode>(workflow.Children["permissions"]);
        Assert.DoesNotContain(permissions.Children, each => each.Value.ToString() == "write" && each.Key.ToString() != "id-token");
        Assert.DoesNotContain("secrets.", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_hook_is_there_for_both_shells()
    {
        var hooks = (YamlMappingNode)Read(Path.Combine(Repository.Root, "azure.yaml")).Children["hooks"];
        var runs = hooks.Children.Values.Cast<YamlMappingNode>()
            .Select(hook => (Posix: Of(hook, "posix", "sh"), Windows: Of(hook, "windows", "pwsh"))).ToList();

        Assert.All(runs, run => Assert.Equal(Path.ChangeExtension(run.Posix, ".ps1"), run.Windows));
        var scripts = System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Root, "infra/hooks")).Select(Path.GetFileName)
            .Where(file => !file!.StartsWith("common.", StringComparison.Ordinal)).Select(file => $"infra/hooks/{file}");
        Assert.Equal(scripts.Order(), runs.SelectMany(run => new[] { run.Posix, run.Windows }).Order());

        static string Of(YamlMappingNode hook, string system, string shell)
        {
            var run = (YamlMappingNode)hook.Children[system];
            Assert.Equal(shell, run.Children["shell"].ToString());
            return run.Children["run"].ToString();
        }
    }

    /// <summary>Without a hidden folder of it the app has no functions in Azure.</summary>
    [Fact]
    public void What_is_deployed_is_whole()
    {
        var jobs = (YamlMappingNode)Read(Path.Combine(Repository.Root, ".github/workflows/ci.yml")).Children["jobs"];
        var steps = ((YamlSequenceNode)((YamlMappingNode)jobs.Children["publish"]).Children["steps"]).Children.Cast<YamlMappingNode>().ToList();
        var uploaded = (YamlMappingNode)steps.Single(step => step.Children.TryGetValue("uses", out var uses) && $"{uses}".Contains("upload-artifact", StringComparison.Ordinal)).Children["with"];
        var checks = string.Join('\n', steps.Where(step => step.Children.ContainsKey("run")).Select(step => step.Children["run"]));

        Assert.Equal(("app", "true"), ($"{uploaded.Children["path"]}", $"{uploaded.Children["include-hidden-files"]}"));
        Assert.All(["functions.metadata", ".azurefunctions/function.deps.json", "jq -e"], what => Assert.Contains(what, checks, StringComparison.Ordinal));
        Assert.DoesNotContain("PublishReadyToRun=false", checks, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_tests_restore_is_locked_and_says_nothing_of_where_it_came_from()
    {
        var locks = Projects().Select(project => Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")).ToList();

        Assert.NotEmpty(locks);
        Assert.All(locks, file => Assert.Contains("contentHash", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.All(locks, file => Assert.DoesNotContain("://", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.Matches(@"dotnet restore Serverless\.sln --locked-mode .*-p:NuGetAudit=true", File.ReadAllText(Path.Combine(Repository.Root, ".github/workflows/ci.yml")));

        static IEnumerable<string> Projects() => Project().Matches(File.ReadAllText(Path.Combine(Repository.Root, "Serverless.sln")))
            .Select(match => Path.Combine(Repository.Root, match.Groups[1].Value.Replace('\\', '/')));
    }

    static YamlMappingNode Read(string file)
    {
        using var text = File.OpenText(file);
        var yaml = new YamlStream();
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    [GeneratedRegex(@"^\s*- uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"""([^""]+\.csproj)""")]
    private static partial Regex Project();
}

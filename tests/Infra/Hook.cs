namespace MemberServices.Tests.Infra;

/// <summary>What a hook did: how it ended, and what it called.</summary>
public sealed record HookRun(int Code, IReadOnlyList<string> Said, IReadOnlyList<string> Calls);

/// <summary>Runs a hook and its twin with an <c>az</c> and an <c>azd</c> that answer as a test says.</summary>
static class Hook
{
    /// <summary>Writes down each call, and answers it with the first line that fits: once|pattern|exit code|output. Without one it is a success.</summary>
    const string Fake = """
        #!/bin/sh
        call="$(basename "$0") $*"
        printf '%s\n' "$call" >>"$FAKE/calls"
        number=0
        while IFS='|' read -r once pattern code output; do
            number=$((number + 1))
            [ ! -e "$FAKE/used-$number" ] || continue
            case "$call" in
                $pattern)
                    [ -z "$once" ] || touch "$FAKE/used-$number"
                    [ -z "$output" ] || printf '%b\n' "$output"
                    exit "$code" ;;
            esac
        done <"$FAKE/answers"
        """;

    /// <summary>Both twins with the same answers; they must do and say the same.</summary>
    public static async Task<HookRun> RunAsync(string name, IReadOnlyDictionary<string, string> values, params string[] answers)
    {
        var sh = await RunAsync("sh", [Path.Combine(Repository.Root, $"infra/hooks/{name}.sh")], values, answers);
        var powerShell = await RunAsync("dotnet", [Tool.PowerShell, "-NoProfile", "-File", Path.Combine(Repository.Root, $"infra/hooks/{name}.ps1")], values, answers);

        Assert.Equal(sh.Calls, powerShell.Calls);
        Assert.Equal(sh.Said, powerShell.Said);
        Assert.Equal(sh.Code, powerShell.Code);
        return sh;
    }

    static async Task<HookRun> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> values, string[] answers)
    {
        var fake = System.IO.Directory.CreateTempSubdirectory("fake-az-").FullName;
        try
        {
            foreach (var command in new[] { "az", "azd" })
            {
                var file = Path.Combine(fake, command);
                await File.WriteAllTextAsync(file, Fake + "\n");
                MakeProgram(file);
            }
            await File.WriteAllTextAsync(Path.Combine(fake, "calls"), "");
            await File.WriteAllLinesAsync(Path.Combine(fake, "answers"), answers);
            var environment = new Dictionary<string, string?>
            {
                ["PATH"] = $"{fake}:{Environment.GetEnvironmentVariable("PATH")}",
                ["FAKE"] = fake,
                ["HOOK_PAUSE"] = "0",
                ["HOOK_TRIES"] = "3",
                ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
            };
            foreach (var (name, value) in values)
            {
                environment[name] = value;
            }

            var ended = await Tool.RunAsync(program, arguments, Repository.Root, environment);
            return new HookRun(
                ended.Code,
                [.. Lines(ended.Output + ended.Errors).Select(line => line.Replace("pwsh infra", "sh infra", StringComparison.Ordinal).Replace(".ps1", ".sh", StringComparison.Ordinal))],
                Lines(await File.ReadAllTextAsync(Path.Combine(fake, "calls"))));
        }
        finally
        {
            System.IO.Directory.Delete(fake, recursive: true);
        }
    }

    static void MakeProgram(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

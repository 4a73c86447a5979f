using System.Diagnostics;
using Local.Host;

namespace MemberServices.Tests.LocalParts;

/// <summary>The function key: known to whoever started the app, and to nobody who reads a log or another's files.</summary>
public sealed class WhenTheKeyIsKept
{
    const UnixFileMode OwnerReads = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode OwnerEnters = OwnerReads | UnixFileMode.UserExecute;

    [Fact]
    public void It_is_random_in_memory_too_unless_it_is_given()
    {
        using var one = Mls.Build("--memory");
        using var other = Mls.Build("--memory");
        using var given = Mls.Build("--memory", "--key", "chosen");

        Assert.True(one.Key.Length > 40);
        Assert.NotEqual(one.Key, other.Key);
        Assert.Equal("chosen", given.Key);
    }

    [Fact]
    public void A_data_folder_is_its_owners_and_keeps_its_key()
    {
        using var folder = new TemporaryFolder();
        string key;
        using (var app = Mls.Build("--data", folder.Folder.FullName))
        {
            key = app.Key;
        }

        using var given = Mls.Build("--data", folder.Folder.FullName, "--key", "chosen");
        Assert.Equal(key, File.ReadAllText(folder.Path("key")).Trim());
        Assert.Equal("chosen", given.Key);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(OwnerEnters, File.GetUnixFileMode(folder.Folder.FullName));
            Assert.Equal(OwnerReads, File.GetUnixFileMode(folder.Path("key")));
        }
    }

    [Fact]
    public void A_folder_that_was_open_is_closed_but_one_that_holds_something_else_is_left()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        using var ours = new TemporaryFolder();
        using var shared = new TemporaryFolder();
        foreach (var (folder, file) in new[] { (ours, "key"), (shared, "something") })
        {
            folder.Folder.Create();
            File.WriteAllText(folder.Path(file), "known");
            OpenToAll(folder.Folder.FullName);
            Mls.Build("--data", folder.Folder.FullName).Dispose();
        }

        Assert.Equal(OwnerEnters, Mode(ours.Folder.FullName));
        Assert.NotEqual(OwnerEnters, Mode(shared.Folder.FullName));
    }

    [Fact]
    public void A_terminal_is_told_it_and_a_log_is_told_where_it_is()
    {
        using var folder = new TemporaryFolder();
        using var app = Mls.Build("--data", folder.Folder.FullName);
        using var given = Mls.Build("--memory", "--key", "chosen");

        Assert.Contains(app.Key, Banner(app, isTerminal: true));
        Assert.DoesNotContain(app.Key, Banner(app, isTerminal: false));
        Assert.Contains(folder.Path("key"), Banner(app, isTerminal: false));
        Assert.DoesNotContain("chosen", Banner(given, isTerminal: false));
        Assert.Contains("--key", Banner(given, isTerminal: false));
    }

    [Fact]
    public void In_memory_a_log_is_told_a_file_of_the_owners_that_goes_with_the_app()
    {
        string file;
        using (var app = Mls.Build("--memory"))
        {
            var line = Banner(app, isTerminal: false).Split('\n').Single(each => each.Contains("function key"));
            file = line.Split("in ")[1].Split("   ")[0];
            Assert.Equal(app.Key, File.ReadAllText(file).Trim());
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(OwnerReads, File.GetUnixFileMode(file));
            }
        }

        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Asked_for_help_it_lists_every_argument_and_ends()
    {
        using var program = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Launcher.dll"), "--help"]) { RedirectStandardOutput = true })!;
        var output = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, program.ExitCode);
        foreach (var argument in new[] { "--urls", "--data", "--memory", "--key", "--speed", "--start", "--mail-quota", "--trusted-hops", "--Tables", "--help" })
        {
            Assert.Contains(argument, output);
        }
    }

    static string Banner(LocalHost app, bool isTerminal)
    {
        using var output = new StringWriter();
        app.PrintBanner(output, isTerminal);
        return output.ToString();
    }

    static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? 0 : File.GetUnixFileMode(path);

    static void OpenToAll(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, OwnerEnters | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }
}

using Local.Durable;

namespace MemberServices.Tests.Histories;

/// <summary>
/// Cases that run when the code changes go on with the changed code: every history in this folder is replayed against it.
/// With RECORD_HISTORIES=1 a path whose file is missing is gone and its history is written; files that are there stay,
/// because they stand for cases that began with older code.
/// </summary>
public sealed class WhenTheCodeChanges(WhenTheCodeChanges.Today today) : IClassFixture<WhenTheCodeChanges.Today>
{
    static readonly string Folder = Path.Combine(Repository.Root, "tests", "Histories");

    public static TheoryData<string> Recorded => [.. System.IO.Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file)!).Order()];

    public static TheoryData<string> Paths => [.. EnrollmentPaths.All.Keys];

    static bool Records => Environment.GetEnvironmentVariable("RECORD_HISTORIES") == "1";

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task A_running_case_takes_the_same_steps(string file)
    {
        var history = await File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken);

        var difference = today.Engine.Replay(history);
        Assert.True(difference is null, difference);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Each_path_is_recorded(string path)
    {
        var file = Path.Combine(Folder, $"enrollment-{path}.json");
        if (Records && !File.Exists(file))
        {
            await using var mls = await Mls.StartAsync();
            var id = await EnrollmentPaths.All[path](mls);
            await File.WriteAllTextAsync(file, mls.Machine.Part<DurableEngine>().ExportHistory(id) + "\n", TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(file), $"'{file}' is missing. Write it by running this test with RECORD_HISTORIES=1.");
    }

    /// <summary>The app as it is now.</summary>
    public sealed class Today : IAsyncLifetime
    {
        Mls mls = null!;

        public DurableEngine Engine => mls.Machine.Part<DurableEngine>();

        public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

        public ValueTask DisposeAsync() => mls.DisposeAsync();
    }
}

using System.Text.Json;
using Azure.Data.Tables;
using Local.Durable;
using MemberServices.Onboarding;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Histories;

/// <summary>
/// Cases that run when the code changes go on with the changed code: every history in this folder is replayed against it.
/// With RECORD_HISTORIES=1 a path whose file is missing is gone and its history is written; files that are there stay,
/// because they stand for cases that began with older code.
/// </summary>
public sealed class WhenTheCodeChanges(WhenTheCodeChanges.Today today) : IClassFixture<WhenTheCodeChanges.Today>
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    const string Checklist = "enrollment-checklist-", Survey = "survey-";

    static readonly string Folder = Path.Combine(Repository.Root, "tests", "Histories");

    public static TheoryData<string> Recorded => [.. System.IO.Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file)!).Order()];

    static readonly IReadOnlyDictionary<string, Func<Mls, Task<string>>> All = EnrollmentPaths.All.Select(path => (Name: $"enrollment-{path.Key}", path.Value))
        .Concat(ChecklistPaths.All.Select(path => (Name: $"{Checklist}{path.Key}", path.Value)))
        .Concat(WorkItemPaths.All.Select(path => (Name: $"work-item-{path.Key}", path.Value)))
        .Concat(TicketPaths.All.Select(path => (Name: $"ticket-{path.Key}", path.Value)))
        .Concat(ComplaintPaths.All.Select(path => (Name: $"complaint-{path.Key}", path.Value)))
        .Concat(SurveyPaths.All.Select(path => (Name: $"{Survey}{path.Key}", path.Value))).ToDictionary(path => path.Name, path => path.Value);

    public static TheoryData<string> Paths => [.. All.Keys];

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
        var file = Path.Combine(Folder, $"{path}.json");
        if (Records && !File.Exists(file))
        {
            await using var mls = path.StartsWith(Checklist, StringComparison.Ordinal) ? await Mls.StartWithChecklistAsync()
                : path.StartsWith(Survey, StringComparison.Ordinal) ? await Mls.StartAskingAsync() : await Mls.StartAsync();
            var id = await All[path](mls);
            await File.WriteAllTextAsync(file, mls.Machine.Part<DurableEngine>().ExportHistory(id) + "\n", TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(file), $"'{file}' is missing. Write it by running this test with RECORD_HISTORIES=1.");
    }

    [Fact]
    public async Task A_case_is_read_from_the_rows_that_older_code_wrote()
    {
        var file = Path.Combine(Folder, "Rows", "enrollment.json");
        if (Records && !File.Exists(file))
        {
            await using var mls = await Mls.StartAsync();
            var id = await EnrollmentPaths.All["resent-then-approved"](mls);
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(await RowsOf(mls, id), Indented) + "\n", TestContext.Current.CancellationToken);
        }

        var rows = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        foreach (var (key, json) in rows)
        {
            await TableOf(today.Mls).UpsertEntityAsync(
                new TableEntity("EN-222222", key) { ["Json"] = json }, cancellationToken: TestContext.Current.CancellationToken);
        }

        var enrollment = await today.Mls.Enrollment("EN-222222");
        Assert.Equal((EnrollmentEnd.Completed, "Jane Doe", 4), (enrollment.End?.End, enrollment.Applicant.MemberFullName, enrollment.Step));
    }

    static async Task<Dictionary<string, string>> RowsOf(Mls mls, string id) => await TableOf(mls)
        .QueryAsync<TableEntity>($"PartitionKey eq '{id}'").ToDictionaryAsync(row => row.RowKey, row => row.GetString("Json"));

    static TableClient TableOf(Mls mls) => mls.Services.GetRequiredService<TableServiceClient>().GetTableClient(EnrollmentOpened.TableName);

    /// <summary>The app as it is now.</summary>
    public sealed class Today : IAsyncLifetime
    {
        public Mls Mls { get; private set; } = null!;

        public DurableEngine Engine => Mls.Machine.Part<DurableEngine>();

        public async ValueTask InitializeAsync() => Mls = await Mls.StartAsync();

        public ValueTask DisposeAsync() => Mls.DisposeAsync();
    }
}

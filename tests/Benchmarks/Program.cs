using Benchmarks.Cost;
using Benchmarks.Durable;
using Benchmarks.Links;
using Benchmarks.Roster;

// Parts of "waiting", in processes of their own.
if (args is [WaitingProcess.Fill or WaitingProcess.Open, var folder, var total])
{
    await (args[0] == WaitingProcess.Fill ? WaitingProcess.FillAsync(folder, int.Parse(total)) : WaitingProcess.OpenAsync(folder));
    return 0;
}

// One command per target: dotnet run -c Release --project tests/Benchmarks -- NAME [COUNT]
var commands = new Dictionary<string, Func<int?, Task>>
{
    ["orchestrations"] = Orchestrations.RunAsync,
    ["activities"] = ParallelActivities.RunAsync,
    ["events"] = Events.RunAsync,
    ["waiting"] = WaitingInstances.RunAsync,
    ["approvals"] = Approvals.RunAsync,
    ["cost"] = Costs.RunAsync,
    ["roster"] = Rosters.RunAsync,
};

if (args is not [var name, ..] || !commands.TryGetValue(name, out var command))
{
    Console.WriteLine($"Give one of: {string.Join(", ", commands.Keys)}");
    return 1;
}

Console.WriteLine($"engine: {Host.Name}");
await command(args.Length > 1 ? int.Parse(args[1]) : null);
using var process = System.Diagnostics.Process.GetCurrentProcess();
Console.WriteLine($"peak memory: {process.PeakWorkingSet64 >> 20} MB");
return 0;

using Local;
using Victims;

// The process that tests kill: FOLDER RUN [ID...]. It works until then, and prints what was acknowledged to it.
var folder = args[0];
await using var machine = new LocalMachine(folder, speed: 1);
await Task.WhenAll(
    EngineWork.RunAsync(machine, $"run{args[1]}"),
    BrokerWork.RunAsync(machine, $"run{args[1]}", args[2..]));

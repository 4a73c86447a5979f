using Local;
using Victims;

// The process that tests kill: FOLDER RUN [ID...]. It works until then, and prints what was acknowledged to it.
var folder = args[0];
await using var edition = new LocalEdition(folder, speed: 1);
await Task.WhenAll(
    EngineWork.RunAsync(edition, $"run{args[1]}"),
    BrokerWork.RunAsync(edition, $"run{args[1]}", args[2..]));

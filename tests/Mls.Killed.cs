using Local.ServiceBus;

namespace MemberServices.Tests;

public sealed partial class Mls
{
    /// <summary>The queues and topics, and what can go wrong there.</summary>
    public Broker Broker => Machine.Part<Broker>();

    /// <summary>
    /// Kills the app (kill -9) at this moment and starts it again: on a copy of what is on its disk now. What goes wrong
    /// outside is forgotten, as the new one has other stand-ins.
    /// </summary>
    /// <param name="folder">Takes the copy.</param>
    /// <param name="more">Further arguments of the start.</param>
    public async Task<Mls> IsKilled(DirectoryInfo folder, params string[] more)
    {
        folder.Create();
        // Within a write: while it lasts, nobody else writes, and what is in the log isn't begun anew.
        await Machine.Database.WriteAsync(_ =>
        {
            foreach (var file in new DirectoryInfo(Machine.Folder!).GetFiles().Where(file => !file.Name.EndsWith("-lock", StringComparison.Ordinal)))
            {
                file.CopyTo(Path.Combine(folder.FullName, file.Name), overwrite: true);
            }
        });
        var killedAt = Now;
        await EndsUnseen();
        return await StartAsync(folder, ["--start", $"{killedAt:O}", .. more]);
    }

    /// <summary>Where it waits for a service to be less busy, time must pass before it ends.</summary>
    public async Task EndsUnseen()
    {
        Broker.Quota = null;
        Broker.Faults.Clear();
        await Advance(minutes: 2);
        await DisposeAsync();
    }
}

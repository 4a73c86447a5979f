using System.Globalization;

namespace Local.Host;

/// <summary>What a program prints when it has started.</summary>
static class StartupBanner
{
    /// <param name="isTerminal">Whether a person reads it, and not a log that keeps it.</param>
    public static void Print(LocalServices local, TextWriter output, bool isTerminal)
    {
        var address = local.Listener.Address;
        var clock = local.Machine.Clock;
        var speed = clock.Speed switch
        {
            0 => ", standing still",
            1 => "",
            var other => string.Create(CultureInfo.InvariantCulture, $", {other} seconds a second"),
        };
        output.WriteLine($"""

            Running on {address}
              what to try    {address}/local
              function key   {Key(local, isTerminal)}
              data           {(local.Arguments.Folder is { } folder ? Path.GetFullPath(folder) : "in memory")}
              clock          {clock.GetUtcNow():yyyy-MM-dd HH:mm} UTC{speed}
              stop           Ctrl+C

            """);
    }

    // A key that was printed into a log is known to whoever reads the log.
    static string Key(LocalServices local, bool isTerminal)
    {
        var folder = local.Folder;
        return isTerminal ? $"{folder.Key}   (header x-functions-key)"
            : local.Arguments.Key is not null ? "as --key says   (header x-functions-key)"
            : $"in {folder.KeyFile ?? folder.WriteTemporary()}   (header x-functions-key)";
    }
}

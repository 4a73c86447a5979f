using System.Globalization;

namespace Local.Host;

/// <summary>What a program prints when it has started.</summary>
static class StartupBanner
{
    public static void Print(LocalServices local)
    {
        var address = local.Listener.Address;
        var clock = local.Machine.Clock;
        var speed = clock.Speed switch
        {
            0 => ", standing still",
            1 => "",
            var other => string.Create(CultureInfo.InvariantCulture, $", {other} seconds a second"),
        };
        Console.WriteLine($"""

            Running on {address}
              what to try    {address}/local
              function key   {local.Folder.Key}   (header x-functions-key)
              data           {(local.Arguments.Folder is { } folder ? Path.GetFullPath(folder) : "in memory")}
              clock          {clock.GetUtcNow():yyyy-MM-dd HH:mm} UTC{speed}
              stop           Ctrl+C

            """);
    }
}

using System.Globalization;
using Local.Email;

namespace Local.Host;

/// <summary>The command line of an app on one machine.</summary>
public sealed record HostArguments
{
    /// <summary>Every argument with its default.</summary>
    public const string Usage = """
        Arguments, with their defaults:
          --urls URL        where it listens (http://localhost:7071)
          --data FOLDER     where it keeps its data (.local)
          --memory          keep nothing (off)
          --key VALUE       the function key (random, one for each data folder)
          --speed N         seconds that pass per second in which nothing is done (1); 0: the clock stands until it is moved
          --start INSTANT   what the clock shows first, such as 2026-03-02T09:00:00-06:00 (now, or where the folder's clock is)
          --mail-quota M/H  mails taken in a minute and in an hour, such as 30/100 (no limit); more are answered with 429,
                            and the settings Mail:PerMinute and Mail:PerHour say so
          --trusted-hops N  proxies before it whose X-Forwarded-For is believed (0)
          --SECTION:NAME=VALUE   a setting, such as --Site:Address=https://members.example (as in Azure, with this machine's parts)
          --Tables=CONNECTION    tables of an account elsewhere, such as UseDevelopmentStorage=true for Azurite (this machine's own)
          --help            print this, and end
        """;

    /// <summary>The one setting that stands in no section.</summary>
    const string Tables = "--Tables";

    /// <summary>See <see cref="LocalClock.Speed"/>; 0 stands still.</summary>
    /// <value>1</value>
    public double Speed { get; init; } = 1;

    /// <summary>The data folder, or null to keep everything in memory.</summary>
    /// <value>.local in the current folder</value>
    public string? Folder { get; init; } = ".local";

    /// <summary>Addresses to listen on, separated by semicolons. Port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://localhost:7071";

    /// <summary>What the clock shows first, or null for the system's time.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>The function key, or null for a random one.</summary>
    public string? Key { get; init; }

    /// <summary>See <see cref="Inbox.Quota"/>.</summary>
    public MailQuota? MailQuota { get; init; }

    /// <summary>Settings, which win over all others.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether somebody asks what the arguments are.</summary>
    public static bool AskForHelp(IReadOnlyList<string> args) => args.Any(argument => argument is "--help" or "-h" or "-?");

    /// <exception cref="HostStartException">An argument is unknown, lacks its value or has a bad one.</exception>
    public static HostArguments Parse(IReadOnlyList<string> args)
    {
        var parsed = new HostArguments();
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var memory = false;
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var argument))
        {
            var (name, given) = Split(argument);
            string Value() => given ?? (rest.TryDequeue(out var next) ? next : throw Wrong($"{name} needs a value."));
            switch (name)
            {
                case "--speed":
                    parsed = parsed with { Speed = ParseSpeed(Value()) };
                    break;
                case "--data":
                    parsed = parsed with { Folder = Value() };
                    break;
                case "--memory" when given is null:
                    memory = true;
                    break;
                case "--key":
                    parsed = parsed with { Key = CheckKey(Value()) };
                    break;
                case "--urls":
                    parsed = parsed with { Urls = CheckUrls(Value()) };
                    break;
                case "--start":
                    parsed = parsed with { Start = ParseInstant(Value()) };
                    break;
                case "--mail-quota":
                    parsed = parsed with { MailQuota = ParseQuota(Value()) };
                    break;
                case "--trusted-hops":
                    settings["Site:TrustedHops"] = ParseHops(Value());
                    break;
                case var setting when setting == Tables || (setting.StartsWith("--", StringComparison.Ordinal) && setting.Contains(':')):
                    settings[setting[2..]] = Value();
                    break;
                default:
                    throw Wrong($"'{argument}' isn't an argument.");
            }
        }

        if (parsed.MailQuota is { } quota)
        {
            // The app is told what the mail service takes, as in Azure.
            settings.TryAdd("Mail:PerMinute", quota.PerMinute.ToString(CultureInfo.InvariantCulture));
            settings.TryAdd("Mail:PerHour", quota.PerHour.ToString(CultureInfo.InvariantCulture));
        }

        return parsed with { Folder = memory ? null : parsed.Folder, Settings = settings };
    }

    static (string Name, string? Value) Split(string argument) => argument.IndexOf('=') is > 0 and var at
        ? (argument[..at], argument[(at + 1)..])
        : (argument, null);

    static double ParseSpeed(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) && speed is >= 0 and <= 1e9
            ? speed
            : throw Wrong($"--speed takes a number from 0 to 1000000000, not '{text}'.");

    static DateTimeOffset ParseInstant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw Wrong($"--start takes an instant such as 2026-03-02T09:00:00-06:00, not '{text}'.");

    static MailQuota ParseQuota(string text) =>
        text.Split('/') is [var minute, var hour] && IsCount(minute, out var perMinute) && IsCount(hour, out var perHour)
            ? new(perMinute, perHour)
            : throw Wrong($"--mail-quota takes mails in a minute and in an hour such as 30/100, not '{text}'.");

    static string ParseHops(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? text
            : throw Wrong($"--trusted-hops takes a number of proxies, not '{text}'.");

    static bool IsCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0;

    // It goes into a header and a line of a file.
    static string CheckKey(string text) =>
        text.Length is > 0 and <= 200 && text.All(each => each is > ' ' and <= '~')
            ? text
            : throw Wrong("--key takes 1 to 200 letters, digits and signs of ASCII, without spaces.");

    static string CheckUrls(string text)
    {
        foreach (var part in text.Split(';'))
        {
            if (!Uri.TryCreate(part, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp)
            {
                throw Wrong($"--urls takes addresses such as http://localhost:7071, not '{part}'.");
            }
        }

        return text;
    }

    static HostStartException Wrong(string what) => new($"{what}{Environment.NewLine}{Environment.NewLine}{Usage}");
}

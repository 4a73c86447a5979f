using System.Globalization;
using Local;

namespace Benchmarks.Cost;

/// <summary>Numbers of operations, by their kind and what they were for.</summary>
sealed class Usage(IReadOnlyDictionary<(Metered Kind, string What), double> counts)
{
    public static readonly Usage None = new(new Dictionary<(Metered, string), double>());

    public static Usage Of(Meter meter) => new(meter.Read()
        .SelectMany(kind => kind.Value.Select(each => ((kind.Key, each.Key), (double)each.Value)))
        .ToDictionary());

    public static Usage operator +(Usage one, Usage other) => new(one.Keys.Union(other.Keys).ToDictionary(key => key, key => one[key] + other[key]));

    public static Usage operator -(Usage one, Usage other) => one + other * -1;

    public static Usage operator *(Usage one, double factor) => new(one.Keys.ToDictionary(key => key, key => one[key] * factor));

    IEnumerable<(Metered Kind, string What)> Keys => counts.Keys;

    double this[(Metered Kind, string What) key] => counts.GetValueOrDefault(key);

    double Total(Metered kind) => Keys.Where(key => key.Kind == kind).Sum(key => this[key]);

    /// <summary>A row for each kind, and below it those of which it consists where they are several.</summary>
    public static void Print(IReadOnlyList<(string Name, Usage Usage)> columns)
    {
        Line(["", .. columns.Select(column => column.Name)]);
        Line(["---", .. columns.Select(_ => "---:")]);
        foreach (var kind in Enum.GetValues<Metered>())
        {
            var parts = columns.SelectMany(column => column.Usage.Keys).Where(key => key.Kind == kind).Distinct().OrderBy(key => key.What, StringComparer.Ordinal).ToList();
            Row($"**{NameOf(kind)}**", usage => kind == Metered.Timers ? usage.Total(kind) - usage[(Metered.SchedulerActions, "timer")] : usage.Total(kind));
            foreach (var part in parts.Count > 1 ? parts : [])
            {
                Row(part.What, usage => usage[part]);
            }
        }

        void Row(string name, Func<Usage, double> figure) => Line([name, .. columns.Select(column => Figure(figure(column.Usage)))]);
    }

    static string Figure(double value)
    {
        var rounded = Math.Round(value, value >= 100 ? 0 : 1) + 0.0;
        return rounded == 0 ? "0" : rounded.ToString("#,0.#", CultureInfo.InvariantCulture);
    }

    static string NameOf(Metered kind) => kind switch
    {
        Metered.Executions => "function executions",
        Metered.SchedulerActions => "scheduler actions",
        Metered.Timers => "timers that were canceled",
        Metered.BusOperations => "Service Bus operations",
        Metered.TableTransactions => "table transactions",
        Metered.Mails => "mails",
        Metered.MailBytes => "bytes of mails",
        Metered.DirectoryCalls => "Graph calls",
        _ => $"{kind}",
    };

    static void Line(IEnumerable<string> cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");
}

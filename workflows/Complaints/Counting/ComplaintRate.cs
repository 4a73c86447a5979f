using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using MemberServices.Calendar;
using MemberServices.Kpis;
using MemberServices.Members;
using MemberServices.Messages;
using MemberServices.Policies;
using MemberServices.Tables;
using MemberServices.WorkItems;
using NodaTime;

namespace MemberServices.Complaints.Counting;

/// <summary>A month's complaints beside its members.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Complaints">Registered in it.</param>
/// <param name="Members">Active at its end.</param>
public sealed record MonthlyRate(DateOnly Month, long Complaints, int Members)
{
    /// <summary>Per 1,000 members; null without any.</summary>
    public double? PerThousand => Members == 0 ? null : 1000.0 * Complaints / Members;
}

/// <summary>
/// Counts each month's complaints per 1,000 members once it is over. Where they are far above the usual while the members
/// did not grow, a manager is told.
/// </summary>
public sealed class ComplaintRate(
    TableServiceClient service, FigureTable figures, MemberTable members, NamedCalendars calendars, WorkItemService work, WorkItemPolicy workPolicy, EventPublisher events,
    ComplaintPolicy policy, TimeProvider clock)
{
    /// <summary>Tells of a month: what the figure is made from.</summary>
    public const string EventType = "complaint.rated";

    public const string FigureId = "complaints.per-member";

    /// <summary>The months that the usual is the median of; fewer than the least say nothing.</summary>
    const int MonthsBefore = 12, FewestMonths = 3;

    /// <summary>One or two are chance.</summary>
    const int FewestComplaints = 3;

    const string Partition = "rate";

    readonly EntityTable table = new(service, RootCauses.TableName);

    public static IReadOnlyList<Figure> Figures { get; } =
    [
        new(FigureId, "Complaints of a month by its active members at its end; a thousand times the share is the rate per 1,000 members. It counts on the month's last day.", IsShare: true),
    ];

    /// <summary>Counts the month that is over, unless that was done. Whoever goes down in between does it again under the same ids.</summary>
    public async Task CountAsync(CancellationToken cancellationToken = default)
    {
        var (calendar, now) = (calendars.Default, clock.GetUtcNow());
        var today = calendar.Time.InZone(now).Date.ToDateOnly();
        var month = new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        var key = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        if (await table.FindAsync<JsonRow>(Partition, key, cancellationToken) is not null)
        {
            return;
        }
        var months = await MonthsAsync(month, calendar, cancellationToken);
        var rate = months[^1];
        var usual = UsualOf(months);
        var isHigh = IsHigh(months, policy.RatePercent);
        await events.PublishAsync(
            new DomainEvent(
                EventType, DeterministicId.From(EventType, key), EndOf(month, calendar).AddTicks(-1), null, null, "system", "system",
                string.Create(CultureInfo.InvariantCulture, $"Complaints in {month:MMMM yyyy}: {rate.Complaints}, {rate.PerThousand ?? 0:#,0.##} per 1,000 members"),
                JsonSerializer.SerializeToElement(new Details(rate.Complaints, rate.Members, rate.PerThousand, usual, isHigh), JsonSerializerOptions.Web)),
            cancellationToken);
        if (isHigh)
        {
            await work.OpenAsync(
                new WorkItem(
                    DeterministicId.From("complaint-rate", key), StaffRoles.Managers,
                    string.Create(CultureInfo.InvariantCulture, $"Find out why there were {rate.PerThousand:#,0.##} complaints per 1,000 members in {month:MMMM yyyy}; usual are {usual:#,0.##}"),
                    WorkItemSchedule.DueOf(workPolicy, calendar.Time, now), null, null, now),
                cancellationToken);
        }
        await table.UpsertAsync(JsonRow.Of(Partition, key, rate), cancellationToken);
    }

    /// <summary>The median of the months before the last one, from the first that had a complaint; null: there are too few.</summary>
    public static double? UsualOf(IReadOnlyList<MonthlyRate> months)
    {
        var before = Before(months).Select(month => month.PerThousand).OfType<double>().Order().ToList();
        return before.Count < FewestMonths ? null : before.Count % 2 == 1 ? before[before.Count / 2] : (before[before.Count / 2 - 1] + before[before.Count / 2]) / 2;
    }

    /// <summary>Whether the last month is so far above the usual that a manager is told, and not because there are more members than usual.</summary>
    /// <param name="months">In their order.</param>
    /// <param name="percent">Of the usual.</param>
    public static bool IsHigh(IReadOnlyList<MonthlyRate> months, int percent)
    {
        var (last, sizes) = (months[^1], Before(months).Select(month => month.Members).Order().ToList());
        return UsualOf(months) is { } usual && last.Complaints >= FewestComplaints && last.PerThousand > usual * percent / 100 && last.Members <= sizes[sizes.Count / 2];
    }

    /// <summary>What an event adds.</summary>
    public static IEnumerable<Count> Read(DomainEvent domainEvent)
    {
        var details = domainEvent.Data!.Value.Deserialize<Details>(JsonSerializerOptions.Web)!;
        return [new Count(FigureId, domainEvent.Time, [], (int)details.Complaints, details.Members)];
    }

    static IEnumerable<MonthlyRate> Before(IReadOnlyList<MonthlyRate> months) => months.Take(months.Count - 1).SkipWhile(month => month.Complaints == 0);

    async Task<IReadOnlyList<MonthlyRate>> MonthsAsync(DateOnly last, NamedCalendar calendar, CancellationToken cancellationToken)
    {
        var months = Enumerable.Range(-MonthsBefore, MonthsBefore + 1).Select(last.AddMonths).ToList();
        var days = await figures.ReadAsync(months[0], last.AddMonths(1).AddDays(-1), cancellationToken);
        var registered = days.Where(day => day.Figure == ComplaintFigures.Registered).ToLookup(day => new DateOnly(day.Day.Year, day.Day.Month, 1), day => day.Numerator);
        var active = await members.CountActiveAsync([.. months.Select(month => EndOf(month, calendar))], cancellationToken);
        return [.. months.Select((month, i) => new MonthlyRate(month, registered[month].Sum(), active[i]))];
    }

    static DateTimeOffset EndOf(DateOnly month, NamedCalendar calendar) =>
        LocalDate.FromDateOnly(month.AddMonths(1)).AtStartOfDayInZone(DateTimeZoneProviders.Tzdb[calendar.Policy.TimeZone]).ToDateTimeOffset().ToUniversalTime();

    sealed record Details(long Complaints, int Members, double? PerThousand, double? Usual, bool IsHigh);
}

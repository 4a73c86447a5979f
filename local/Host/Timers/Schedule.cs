using NCrontab;

namespace Local.Host;

/// <summary>An NCRONTAB schedule: five fields, or six with seconds first.</summary>
sealed class Schedule
{
    /// <summary>Only what runs this seldom is remembered, as in Azure (TimerTriggerAttribute.UseMonitor).</summary>
    static readonly TimeSpan ShortestRemembered = TimeSpan.FromMinutes(1);

    readonly CrontabSchedule parsed;

    Schedule(string text, CrontabSchedule parsed, bool canBeRemembered)
    {
        Text = text;
        this.parsed = parsed;
        CanBeRemembered = canBeRemembered;
    }

    public string Text { get; }

    public bool CanBeRemembered { get; }

    /// <exception cref="BindingException">It isn't a schedule, or it never comes due.</exception>
    public static Schedule Parse(string text, DateTime now)
    {
        if (TimeSpan.TryParse(text, out _))
        {
            throw new BindingException($"its schedule '{text}' is a time span, which only App Service plans know. Write it as NCRONTAB, such as '0 30 9 * * 1-5'.");
        }

        var seconds = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6;
        var parsed = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = seconds })
            ?? throw new BindingException($"its schedule '{text}' isn't NCRONTAB: second, minute, hour, day, month, day of week, such as '0 30 9 * * 1-5'.");
        var coming = parsed.GetNextOccurrences(now, DateTime.MaxValue).Take(2).ToList();
        return coming.Count == 0
            ? throw new BindingException($"its schedule '{text}' never comes due.")
            : new Schedule(text, parsed, coming.Count < 2 || coming[1] - coming[0] >= ShortestRemembered);
    }

    public DateTime After(DateTime moment) => parsed.GetNextOccurrence(moment);
}

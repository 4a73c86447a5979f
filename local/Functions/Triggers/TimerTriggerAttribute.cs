using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a function on a schedule, in UTC, never twice at once.</summary>
/// <param name="schedule">An NCRONTAB expression with seconds, or <c>%SETTING%</c> that holds one.</param>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    public string Schedule { get; private set; } = schedule;

    /// <summary>Whether runs are remembered, so that one that was missed while the app was down is made up for.</summary>
    /// <value>true; schedules of less than a minute are never remembered.</value>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Whether it runs when the app starts as well.</summary>
    public bool RunOnStartup { get; set; }
}

/// <summary>Told to a timer's function.</summary>
public class TimerInfo
{
    /// <summary>Null when the schedule isn't remembered.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this run is later than its schedule.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>A timer's runs, in UTC.</summary>
public class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}

using System.Globalization;
using MemberServices.Calendar;
using NodaTime;

namespace MemberServices.Complaints.Calling;

/// <summary>When a complainant is called. Pure.</summary>
public static class CallTimes
{
    /// <summary>The next call as the complaint stands: on a business day, in a window of the policy, and yet to come.</summary>
    public static (DateTimeOffset From, DateTimeOffset Until, int Window) Next(ComplaintOpened opened, ComplaintState state, DateTimeOffset now)
    {
        var (policy, time, window) = (opened.Policy, opened.Time, WindowOf(opened, state));
        var earliest = state switch
        {
            { Call: { } planned } => planned.From,
            { LastTriedAt: { } tried } => time.AddBusinessDays(tried > (state.LastCall?.From ?? tried) ? tried : state.LastCall!.From, 1),
            _ => time.DeadlineAfter(state.LetterAt ?? now, policy.CallBackDays),
        };
        var hours = policy.Windows[window];
        var zone = DateTimeZoneProviders.Tzdb[opened.Calendar.TimeZone];
        for (var date = time.InZone(earliest).Date; ; date = date.PlusDays(1))
        {
            var from = At(date, hours.FromMinute);
            if (from > now && time.IsBusinessDay(from))
            {
                return (from, At(date, hours.ToMinute), window);
            }
        }

        DateTimeOffset At(LocalDate date, int minute) => (date.AtMidnight() + Period.FromMinutes(minute)).InZoneLeniently(zone).ToDateTimeOffset().ToUniversalTime();
    }

    /// <summary>The policy's window that has a time; -1: none.</summary>
    public static int WindowAt(ComplaintOpened opened, DateTimeOffset at)
    {
        var local = opened.Time.InZone(at);
        var minute = local.Hour * 60 + local.Minute;
        return opened.Policy.Windows.Select((window, index) => (window, index)).FirstOrDefault(each => each.window.FromMinute <= minute && minute < each.window.ToMinute, (null!, -1)).index;
    }

    /// <summary>"8:30 AM to 10:30 AM".</summary>
    public static string Words(OpenHours window) => $"{Clock(window.FromMinute)} to {Clock(window.ToMinute)}";

    /// <summary>As they chose; after a try in vain another one, unless they have chosen anew since.</summary>
    static int WindowOf(ComplaintOpened opened, ComplaintState state)
    {
        var count = opened.Policy.Windows.Count;
        var chosen = Math.Clamp(state.PreferenceOf(opened.Request).Window, 0, count - 1);
        if (state.IsPreferenceNew)
        {
            return chosen;
        }
        return state switch
        {
            { Call: { Window: >= 0 } planned } => planned.Window % count,
            { Call: not null } => chosen,
            { LastCall: { } last, LastTriedAt: not null } => (last.Window + 1) % count,
            _ => chosen,
        };
    }

    static string Clock(int minute) => minute == 12 * 60 ? "noon" : DateTime.MinValue.AddMinutes(minute % (24 * 60)).ToString("h:mm tt", CultureInfo.InvariantCulture);
}

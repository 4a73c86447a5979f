using MemberServices.Calendar;
using MemberServices.Onboarding;
using MemberServices.Tests.Calendar;

namespace MemberServices.Tests.Onboarding;

public class WhenARequestIsPlanned
{
    static readonly BusinessCalendar Calendar = new(Calendars.Chicago);
    static readonly ApprovalPolicy Policy = new() { ReminderDays = [2, 5], StaffDays = 7, ExpiryDays = 14 };

    [Fact]
    public void It_counts_business_days_over_a_holiday() => Assert.Equal(
        [
            "Remind 2026-11-27 10:00", "Remind 2026-12-02 10:00", "AskStaff 2026-12-04 10:00", "Expire 2026-12-15 10:00",
        ],
        Show("2026-11-24 10:00"));

    [Fact]
    public void At_night_it_waits_for_the_next_opening() =>
        Assert.Equal("Remind 2026-03-05 09:00", Show("2026-03-02 23:00")[0]);

    [Fact]
    public void Without_anybody_to_ask_staff_decide_at_once() => Assert.Equal(
        ["AskStaff 2026-03-02 10:00", "Expire 2026-03-20 10:00"], Show("2026-03-02 10:00", hasApprover: false));

    static string[] Show(string asked, bool hasApprover = true) =>
        [.. ApprovalPlan.Make(Policy, Calendar, Calendar.At(asked), hasApprover).Select(s => $"{s.Kind} {Calendar.Shows(s.At)}")];
}

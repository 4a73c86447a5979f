using MemberServices.Calendar;
using MemberServices.Onboarding;
using MemberServices.Onboarding.Access;
using MemberServices.Tests.Calendar;

namespace MemberServices.Tests.Onboarding;

public class WhenAccessIsTried
{
    static readonly BusinessCalendar Calendar = new(Calendars.Chicago);
    static readonly DateTimeOffset Start = Calendar.At("2026-03-02 10:00");
    static readonly DateTimeOffset StaffAt = Calendar.At("2026-03-04 10:00");

    [Fact]
    public void Pauses_double_from_half_a_minute_to_four_hours()
    {
        Assert.Equal(
            [0.5, 1, 2, 4, 8, 16, 32, 64, 128, 240, 240],
            Enumerable.Range(1, 11).Select(attempt => (Try(AccessState.Busy, attempt).TryAt!.Value - Start).TotalMinutes));
    }

    [Fact]
    public void A_directory_that_asks_for_more_time_gets_it() =>
        Assert.Equal(Start.AddMinutes(10), AccessRetry.After(new AccessResult(AccessState.Busy, TimeSpan.FromMinutes(10)), 1, Start, StaffAt, Calendar).TryAt);

    [Fact]
    public void A_directory_that_asks_for_less_waits_as_long_as_we_want() =>
        Assert.Equal(Start.AddMinutes(4), AccessRetry.After(new AccessResult(AccessState.Busy, TimeSpan.FromSeconds(1)), 4, Start, StaffAt, Calendar).TryAt);

    [Fact]
    public void Nobody_sleeps_through_the_time_at_which_staff_are_asked() =>
        Assert.Equal(StaffAt, AccessRetry.After(new AccessResult(AccessState.Busy), 10, StaffAt.AddHours(-1), StaffAt, Calendar).TryAt);

    [Fact]
    public void After_two_business_days_staff_are_asked_and_it_is_tried_daily()
    {
        var first = AccessRetry.After(new AccessResult(AccessState.Busy), 30, StaffAt, StaffAt, Calendar);
        var second = AccessRetry.After(new AccessResult(AccessState.Busy), 31, StaffAt.AddDays(1), StaffAt, Calendar);

        Assert.Equal(new AccessMove(true, Calendar.At("2026-03-05 10:00")), first);
        Assert.Equal(new AccessMove(true, Calendar.At("2026-03-06 10:00")), second);
    }

    [Fact]
    public void A_refusal_asks_staff_at_once_and_waits_for_them() =>
        Assert.Equal(new AccessMove(true, null), Try(AccessState.Refused, 1));

    static AccessMove Try(AccessState state, int attempt) => AccessRetry.After(new AccessResult(state), attempt, Start, StaffAt, Calendar);
}

using System.ComponentModel.DataAnnotations;
using MemberServices.Policies;

namespace MemberServices.Calendar;

/// <summary>A whole day on which it is closed.</summary>
/// <param name="Date">Its day: "2026-12-25".</param>
/// <param name="Name">What it is called, at most 60 characters.</param>
public sealed record Holiday(DateOnly Date, [property: Length(1, Holiday.LongestName)] string Name) : IPolicySection
{
    public const int LongestName = 60;

    public void Check(PolicyCheck check) =>
        check.At("name").Must(Name.Trim().Length > 0, "must not be empty");

    /// <summary>Checks each, and that no day is there twice.</summary>
    public static void CheckAll(IReadOnlyList<Holiday> holidays, PolicyCheck check)
    {
        var days = new HashSet<DateOnly>();
        for (var i = 0; i < holidays.Count; i++)
        {
            holidays[i].Check(check.At(i));
            check.At(i).At("date").Must(days.Add(holidays[i].Date), "must not be there twice", $"{holidays[i].Date:yyyy-MM-dd}");
        }
    }
}

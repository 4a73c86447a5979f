using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using MemberServices.Policies;
using NodaTime;

namespace MemberServices.Calendar;

/// <summary>A calendar as the policy file has it: with hours and holidays, or around the clock.</summary>
public sealed record ConfiguredCalendar : IPolicySection
{
    /// <summary>More are a mistake: days of the week on which it is closed have no hours. A case keeps those of some years in one row.</summary>
    public const int MostHolidaysInAYear = 60;

    // No part begins with a dot, and both kinds of slashes and drives are told apart, wherever it runs.
    const string FileForm = @"([^\\/:.][^\\/:]*/)*[^\\/:.][^\\/:]*\.ics";
    const string FileRule = "must be the path of an .ics file beside the policy file, such as \"holidays.ics\"";

    /// <summary>A time zone's IANA name: "America/Chicago".</summary>
    public required string TimeZone { get; init; }

    /// <summary>True: every hour of every day is open, holidays too; then without hours and holidays.</summary>
    public bool AroundTheClock { get; init; }

    /// <summary>The open intervals of each day of the week. There is at least one, unless it is around the clock.</summary>
    public WeeklyHours? Hours { get; init; }

    /// <summary>Whole days on which it is closed, each once; [] for an organization that keeps none. At most 60 a year.</summary>
    public IReadOnlyList<Holiday>? Holidays { get; init; }

    /// <summary>
    /// An iCalendar file (.ics) with holidays, beside the policy file or in a folder there: "holidays.ics". Its events are whole
    /// days, of one or several, and may repeat. A day of the list above keeps the list's name.
    /// </summary>
    [RegularExpression(FileForm, ErrorMessage = FileRule)]
    public string? HolidaysFile { get; init; }

    /// <summary>What was read from <see cref="HolidaysFile"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<Holiday> FromFile { get; init; } = [];

    public void Check(PolicyCheck check)
    {
        check.At("timeZone").Must(
            DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is not null,
            "must be a time zone's IANA name, such as \"America/Chicago\"", $"\"{TimeZone}\"");
        check.At("holidaysFile").Must(IsBeside(), FileRule, $"\"{HolidaysFile}\"");
        if (AroundTheClock)
        {
            const string Rule = "must be left out: the calendar is around the clock";
            check.At("hours").Must(Hours is null, Rule);
            check.At("holidays").Must(Holidays is null or [], Rule);
            check.At("holidaysFile").Must(HolidaysFile is null, Rule);
            return;
        }

        check.At("hours").Must(Hours is not null, "must be there, or aroundTheClock: true");
        Hours?.Check(check.At("hours"));
        check.At("holidays").Must(Holidays is not null || HolidaysFile is not null, "must be there, or holidaysFile: [] for an organization that keeps none");
        Holiday.CheckAll(Holidays ?? [], check.At("holidays"));
        CheckCount(Holidays ?? [], check.At("holidays"));
    }

    /// <summary>What a case keeps, and business time is counted by.</summary>
    public CalendarPolicy ToPolicy() => new()
    {
        TimeZone = TimeZone,
        Hours = AroundTheClock ? WeeklyHours.AroundTheClock : Hours!,
        Holidays = [.. (Holidays ?? []).Concat(FromFile).DistinctBy(holiday => holiday.Date).OrderBy(holiday => holiday.Date)],
    };

    internal ConfiguredCalendar WithFileOf(string folder, PolicyCheck check)
    {
        if (HolidaysFile is null || AroundTheClock || !IsBeside())
        {
            return this;
        }

        var place = check.At("holidaysFile");
        var read = this with { FromFile = Calendar.HolidaysFile.Read(Path.Combine(folder, HolidaysFile), place) };
        CheckCount(read.ToPolicy().Holidays, place);
        return read;
    }

    static void CheckCount(IReadOnlyList<Holiday> holidays, PolicyCheck check)
    {
        if (holidays.CountBy(holiday => holiday.Date.Year).Where(year => year.Value > MostHolidaysInAYear).OrderBy(year => year.Key).FirstOrDefault() is { Value: > 0 } most)
        {
            check.Must(false, $"must have at most {MostHolidaysInAYear} holidays in a year: leave out hours for a day of the week that is always closed", $"{most.Value} in {most.Key}");
        }
    }

    bool IsBeside() => HolidaysFile is null || Regex.IsMatch(HolidaysFile, $"^(?:{FileForm})$");
}

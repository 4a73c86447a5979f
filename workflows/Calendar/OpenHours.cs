using System.Globalization;
using System.Text.Json.Serialization;
using MemberServices.Policies;

namespace MemberServices.Calendar;

/// <summary>An open interval of a day.</summary>
/// <param name="From">HH:mm, when it begins.</param>
/// <param name="To">HH:mm, when it ends; "24:00" is the day's end.</param>
public sealed record OpenHours(string From, string To) : IPolicySection
{
    const int EndOfDay = 24 * 60;
    const int NotATime = -1;

    [JsonIgnore]
    public int FromMinute => Minute(From);

    [JsonIgnore]
    public int ToMinute => To == "24:00" ? EndOfDay : Minute(To);

    public void Check(PolicyCheck check)
    {
        check.At("from").Must(FromMinute != NotATime, "must be a time of day from \"00:00\" to \"23:59\"", $"\"{From}\"");
        check.At("to").Must(ToMinute != NotATime, "must be a time of day from \"00:01\" to \"24:00\"", $"\"{To}\"");
        if (FromMinute != NotATime && ToMinute != NotATime)
        {
            check.At("to").Must(ToMinute > FromMinute, "must be later than \"from\": write two days' intervals to pass midnight", $"\"{To}\"");
        }
    }

    static int Minute(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.Hour * 60 + time.Minute
            : NotATime;
}

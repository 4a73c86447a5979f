using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using MemberServices.Policies;

namespace MemberServices.Calendar;

/// <summary>An open interval of a day.</summary>
/// <param name="From">When it begins: "00:00" to "23:59".</param>
/// <param name="To">When it ends, later on the same day: "00:01" to "24:00", which is the day's end.</param>
public sealed record OpenHours(
    [property: RegularExpression(OpenHours.Clock, ErrorMessage = OpenHours.FromRule)] string From,
    [property: RegularExpression($"{OpenHours.Clock}|24:00", ErrorMessage = OpenHours.ToRule)] string To) : IPolicySection
{
    const string Clock = "([01][0-9]|2[0-3]):[0-5][0-9]";
    const string FromRule = "must be a time of day from \"00:00\" to \"23:59\"";
    const string ToRule = "must be a time of day from \"00:01\" to \"24:00\"";
    const int EndOfDay = 24 * 60;
    const int NotATime = -1;

    /// <summary>From midnight to midnight.</summary>
    public static OpenHours AllDay { get; } = new("00:00", "24:00");

    [JsonIgnore]
    public int FromMinute => Minute(From);

    [JsonIgnore]
    public int ToMinute => To == "24:00" ? EndOfDay : Minute(To);

    public void Check(PolicyCheck check)
    {
        check.At("from").Must(FromMinute != NotATime, FromRule, $"\"{From}\"");
        check.At("to").Must(ToMinute != NotATime, ToRule, $"\"{To}\"");
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

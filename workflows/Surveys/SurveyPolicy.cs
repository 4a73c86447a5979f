using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using MemberServices.Cases;
using MemberServices.Policies;

namespace MemberServices.Surveys;

/// <summary>Whom we ask, when, and what is done about the answers. A survey keeps the policy that it was opened with.</summary>
public sealed record SurveyPolicy : IPolicySection
{
    /// <summary>What is asked.</summary>
    public required SurveyForm Form { get; init; }

    /// <summary>Percent of the services that are asked about: 0 to 100.</summary>
    [Range(0, 100)]
    public required int SharePercent { get; init; }

    /// <summary>Percent of those who don't answer that staff call: 0 to 100.</summary>
    [Range(0, 100)]
    public required int SecondSharePercent { get; init; }

    /// <summary>Days between two surveys to one person, whatever they are about: 1 to 365.</summary>
    [Range(1, 365)]
    public required int EveryDays { get; init; }

    /// <summary>The hour of the member's clock from which on mails are sent: 0 to 23.</summary>
    [Range(0, 23)]
    public required int FromHour { get; init; }

    /// <summary>The hour at which that ends: more than fromHour, up to 24.</summary>
    [Range(1, 24)]
    public required int ToHour { get; init; }

    /// <summary>Minutes after a ticket's closing until whoever didn't answer on its page gets a mail: 0 to 1,440.</summary>
    [Range(0, 1440)]
    public required int TicketMinutes { get; init; }

    /// <summary>Minutes after a call: 0 to 1,440.</summary>
    [Range(0, 1440)]
    public required int CallMinutes { get; init; }

    /// <summary>Days after a new member has access: 1 to 365.</summary>
    [Range(1, 365)]
    public required int EnrollmentDays { get; init; }

    /// <summary>Days without an answer until the one reminder: 1 to less than callDays.</summary>
    [Range(1, 58)]
    public required int ReminderDays { get; init; }

    /// <summary>Days without an answer until staff may call: more than reminderDays, less than closeDays.</summary>
    [Range(2, 59)]
    public required int CallDays { get; init; }

    /// <summary>Days after which nobody waits for an answer any more: more than callDays, up to 60.</summary>
    [Range(3, 60)]
    public required int CloseDays { get; init; }

    /// <summary>Days for which the links work; what comes after the closing is late, and counts: more than closeDays, up to 180.</summary>
    [Range(4, 180)]
    public required int LinkDays { get; init; }

    /// <summary>Hours for which an answer may be changed: 0 to 168.</summary>
    [Range(0, 168)]
    public required int AmendHours { get; init; }

    /// <summary>Business days within which a manager calls whoever is dissatisfied: 1 to 10.</summary>
    [Range(1, 10)]
    public required int RecoveryDays { get; init; }

    /// <summary>Days after that call until one question asks whether it is better: 1 to 365.</summary>
    [Range(1, 365)]
    public required int FollowUpDays { get; init; }

    /// <summary>The role that calls those who didn't answer.</summary>
    public required string CallRole { get; init; }

    /// <summary>The role whose people get the results each Monday.</summary>
    public required string ResultsRole { get; init; }

    public void Check(PolicyCheck check)
    {
        check.At("toHour").Must(ToHour > FromHour, "must be more than fromHour", ToHour);
        check.At("callDays").Must(CallDays > ReminderDays, "must be more than reminderDays", CallDays);
        check.At("closeDays").Must(CloseDays > CallDays, "must be more than callDays", CloseDays);
        check.At("linkDays").Must(LinkDays > CloseDays, "must be more than closeDays", LinkDays);
        foreach (var (name, role) in new[] { ("callRole", CallRole), ("resultsRole", ResultsRole) })
        {
            check.At(name).Must(StaffRoles.All.Contains(role), $"must be one of {string.Join(", ", StaffRoles.All)}", $"\"{role}\"");
        }
    }
}

/// <summary>What is asked. Zero is nothing.</summary>
[JsonConverter(typeof(EnumNameConverter<SurveyForm>))]
public enum SurveyForm
{
    /// <summary>How satisfied, whether they call us again, and whether they recommend us.</summary>
    Scales = 1,

    /// <summary>Whether the level of service was satisfying.</summary>
    YesNo,
}

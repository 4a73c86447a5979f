using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Policies;

namespace MemberServices.Complaints;

/// <summary>Who answers complaints, by when, and how we call afterwards. A complaint keeps the policy that it was opened with.</summary>
public sealed record ComplaintPolicy : IPolicySection
{
    /// <summary>What a complaint can be about, in the form's order. What names none is of the last one.</summary>
    [Length(1, 30)]
    public required IReadOnlyList<ComplaintCategory> Categories { get; init; }

    /// <summary>Why things went wrong, to choose from. Whoever resolves a complaint may name another one.</summary>
    [Length(1, 50)]
    public required IReadOnlyList<RootCause> RootCauses { get; init; }

    /// <summary>Business days within which the owner has called to understand it: 1 to 5.</summary>
    [Range(1, 5)]
    public required int ClarifyDays { get; init; }

    /// <summary>Business days within which the complainant hears from us, again and again until the letter: more than reminderDays, 2 to 20.</summary>
    [Range(2, 20)]
    public required int UpdateDays { get; init; }

    /// <summary>Business days of those after which a silent owner is reminded: 1 to 19.</summary>
    [Range(1, 19)]
    public required int ReminderDays { get; init; }

    /// <summary>Business days until the letter: 2 to 120.</summary>
    [Range(2, 120)]
    public required int DueDays { get; init; }

    /// <summary>US dollars above which a second person agrees to a remedy: 0 to 1,000,000.</summary>
    [Range(0, 1_000_000)]
    public required int RemedyLimit { get; init; }

    /// <summary>The role whose people agree to it.</summary>
    public required string AgreementRole { get; init; }

    /// <summary>The role that gets what a manager could not settle.</summary>
    public required string ExecutiveRole { get; init; }

    /// <summary>Business days after the letter until we call: 1 to 20.</summary>
    [Range(1, 20)]
    public required int CallBackDays { get; init; }

    /// <summary>The times of day at which we call, by the default calendar's clock, in the page's order.</summary>
    [Length(1, 8)]
    public required IReadOnlyList<OpenHours> Windows { get; init; }

    /// <summary>Minutes that a call takes on the owner's calendar: 5 to 120, and no more than the shortest window has.</summary>
    [Range(5, 120)]
    public required int CallMinutes { get; init; }

    /// <summary>How often we try to call: 1 to 6.</summary>
    [Range(1, 6)]
    public required int Attempts { get; init; }

    /// <summary>Days for which the mail that asks instead waits for its answer: 1 to 60.</summary>
    [Range(1, 60)]
    public required int AnswerDays { get; init; }

    /// <summary>Days for which a closed complaint can be reopened: 1 to 180.</summary>
    [Range(1, 180)]
    public required int ReopenDays { get; init; }

    /// <summary>Days within which complaints with one root cause are linked: 1 to 365.</summary>
    [Range(1, 365)]
    public required int CauseDays { get; init; }

    /// <summary>So many of them make work of fixing the cause: 2 to 50.</summary>
    [Range(2, 50)]
    public required int CauseCount { get; init; }

    /// <summary>Percent of the usual rate per 1,000 members above which a manager is told: 101 to 1,000.</summary>
    [Range(101, 1000)]
    public required int RatePercent { get; init; }

    /// <summary>The most business days from something that happens to a date that follows from it.</summary>
    internal int LongestDays => Math.Max(Math.Max(DueDays, UpdateDays), CallBackDays);

    /// <summary>The category with that id; the last one when the policy has it no longer.</summary>
    public ComplaintCategory CategoryOf(string id) => Categories.FirstOrDefault(category => category.Id == id) ?? Categories[^1];

    /// <summary>Whether a second person must agree to a remedy.</summary>
    public bool NeedsAgreement(ComplaintRemedy? remedy) => remedy?.Amount > RemedyLimit;

    public void Check(PolicyCheck check)
    {
        check.At("updateDays").Must(UpdateDays > ReminderDays, "must be more than reminderDays", UpdateDays);
        for (var i = 0; i < Categories.Count; i++)
        {
            var place = check.At("categories").At(i);
            place.At("id").Must(!Categories.Take(i).Any(each => each.Id == Categories[i].Id), "must not be there twice", $"\"{Categories[i].Id}\"");
            MustBeRole(place.At("role"), Categories[i].Role);
        }
        for (var i = 0; i < RootCauses.Count; i++)
        {
            check.At("rootCauses").At(i).At("id").Must(!RootCauses.Take(i).Any(each => each.Id == RootCauses[i].Id), "must not be there twice", $"\"{RootCauses[i].Id}\"");
        }
        for (var i = 0; i < Windows.Count; i++)
        {
            Windows[i].Check(check.At("windows").At(i));
        }
        check.At("callMinutes").Must(
            Windows.All(window => window.ToMinute - window.FromMinute >= CallMinutes), "must be no more than the shortest of the windows has", CallMinutes);
        MustBeRole(check.At("agreementRole"), AgreementRole);
        MustBeRole(check.At("executiveRole"), ExecutiveRole);
    }

    static void MustBeRole(PolicyCheck place, string role) =>
        place.Must(StaffRoles.All.Contains(role), $"must be one of {string.Join(", ", StaffRoles.All)}", $"\"{role}\"");
}

/// <param name="Id">In JSON, 1 to 40 lower-case letters and dashes: "access".</param>
/// <param name="Name">In the form: "My access".</param>
/// <param name="Area">Whether it is about how we serve, or about what we give.</param>
/// <param name="Role">Whose people own it.</param>
/// <param name="Owner">The email address of who owns it while they are there; null: somebody of the role.</param>
public sealed record ComplaintCategory(
    [property: RegularExpression("[a-z-]{1,40}", ErrorMessage = "must be 1 to 40 lower-case letters and dashes")] string Id,
    [property: Length(1, 100)] string Name, ComplaintArea Area, string Role,
    [property: RegularExpression(PolicyLimits.Email, ErrorMessage = "must be an email address, or left out")] string? Owner = null);

/// <summary>What a complaint is due to. Zero is nothing.</summary>
[JsonConverter(typeof(EnumNameConverter<ComplaintArea>))]
public enum ComplaintArea
{
    Service = 1,
    Product,
}

/// <param name="Id">In JSON, 1 to 40 lower-case letters and dashes: "wrong-information".</param>
/// <param name="Name">For staff: "Somebody was told something wrong".</param>
public sealed record RootCause(
    [property: RegularExpression("[a-z-]{1,40}", ErrorMessage = "must be 1 to 40 lower-case letters and dashes")] string Id, [property: Length(1, 100)] string Name);

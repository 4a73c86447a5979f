global using SurveyCases = MemberServices.Cases.CaseTable<MemberServices.Surveys.SurveyOpened, MemberServices.Cases.NoOutcome>;
global using SurveyRecord = MemberServices.Cases.CaseRecord<MemberServices.Surveys.SurveyOpened, MemberServices.Cases.NoOutcome>;
using System.Globalization;
using System.Text.Json.Serialization;
using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Mail;
using MemberServices.Messages;

namespace MemberServices.Surveys;

/// <summary>Whom a survey asks about what, with the policy that it keeps.</summary>
/// <param name="Service">What they are asked about.</param>
/// <param name="Person">Whom.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="AskAt">From when on they are asked by mail.</param>
/// <param name="Policy">The rules.</param>
/// <param name="Calendar">When staff work.</param>
/// <param name="IsAskedElsewhere">Whether another system asks, such as a phone's keys: we don't.</param>
/// <remarks>Rows are read for years: a member that is added later, here or in what this holds, has a default.</remarks>
public sealed record SurveyOpened(
    Service Service, SurveyedPerson Person, DateTimeOffset OpenedAt, DateTimeOffset AskAt, SurveyPolicy Policy, CalendarPolicy Calendar, bool IsAskedElsewhere = false)
{
    /// <summary>The table that surveys are in.</summary>
    public const string TableName = "Surveys";

    /// <summary>When mails to the person may arrive.</summary>
    [JsonIgnore]
    public SendingHours Hours => new(Person.TimeZone, Policy.FromHour, Policy.ToHour);
}

/// <param name="MemberKey">Their key; empty when it was erased.</param>
/// <param name="Name">As they write it.</param>
/// <param name="Email">Their address when it was opened.</param>
/// <param name="TimeZone">Where their clock is: an IANA name.</param>
public sealed record SurveyedPerson(string MemberKey, string Name, string Email, string TimeZone);

/// <summary>Something that we did for somebody, of which they may say how it was.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Key">Names this one service for ever: one survey each.</param>
/// <param name="At">When it ended.</param>
/// <param name="About">What it was about, in the person's words, or null.</param>
/// <param name="Helper">Who of the staff did it, or null.</param>
/// <param name="Category">Under which it is counted: lower-case letters and dashes.</param>
/// <param name="Level">At which level; 0: none.</param>
/// <param name="Case">The case that it was, or null.</param>
public sealed record Service(ServiceKind Kind, string Key, DateTimeOffset At, string? About, string? Helper, string Category, int Level = 0, string? Case = null)
{
    /// <summary>A ticket that is closed. Reopened and resolved again, it is another service, and whoever resolved it then is rated.</summary>
    public static Service OfTicket(string id, int episode, DateTimeOffset solvedAt, string subject, string? helper, string category, int level) => new(
        ServiceKind.Ticket, string.Create(CultureInfo.InvariantCulture, $"ticket:{id}:{episode}"), solvedAt, subject, helper, category, level, id);

    /// <param name="source">The phone system.</param>
    /// <param name="call">Its id of the call.</param>
    public static Service OfCall(string source, string call, DateTimeOffset endedAt, string? helper) =>
        new(ServiceKind.Call, $"call:{DeterministicId.From("call", source, call)}", endedAt, null, helper, "call");

    /// <summary>A complaint that is closed, after a call. Opened again, it is another service.</summary>
    public static Service OfComplaint(string id, int episode, DateTimeOffset calledAt, string? helper) =>
        new(ServiceKind.Complaint, string.Create(CultureInfo.InvariantCulture, $"complaint:{id}:{episode}"), calledAt, null, helper, "complaint", Case: id);

    public static Service OfEnrollment(string id, DateTimeOffset enrolledAt) => new(ServiceKind.Enrollment, $"enrollment:{id}", enrolledAt, null, null, "enrollment", Case: id);

    /// <summary>Something that staff chose to ask about.</summary>
    /// <param name="request">Names the request.</param>
    /// <param name="askedAt">When they did.</param>
    /// <param name="about">What it is, in a line.</param>
    /// <param name="helper">Who did it, or null.</param>
    public static Service OfStaff(string request, DateTimeOffset askedAt, string about, string? helper) =>
        new(ServiceKind.Chosen, ChosenKey(request), askedAt, about, helper, "chosen");

    /// <summary>The key of such a service.</summary>
    public static string ChosenKey(string request) => $"chosen:{request}";

    /// <param name="departure">Names the departure: somebody may come back and leave again.</param>
    /// <param name="leftAt">When.</param>
    public static Service OfMembership(string departure, DateTimeOffset leftAt) => new(ServiceKind.Departure, $"departure:{departure}", leftAt, null, null, "departure");
}

/// <summary>What we did. Zero is nothing.</summary>
[JsonConverter(typeof(EnumNameConverter<ServiceKind>))]
public enum ServiceKind
{
    Ticket = 1,
    Call,
    Enrollment,
    Departure,

    /// <summary>Staff chose to ask, and say about what.</summary>
    Chosen,

    /// <summary>A complaint, after the call in which we asked about it.</summary>
    Complaint,
}

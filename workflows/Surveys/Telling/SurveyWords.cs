using MemberServices.Pages;
using MemberServices.Policies;

namespace MemberServices.Surveys.Telling;

/// <summary>The words of a survey, alike on its page and in its mails.</summary>
public sealed class SurveyWords(BrandPolicy brand, LocalTimes times)
{
    public const string Satisfaction = "How satisfied are you with this service?";
    public const string CallAgain = "Next time there is a problem, will you call us?";
    public const string SingleQuestion = "Was the level of service satisfying?";
    public const string Better = "Is it better now?";
    public const string OptOut = "Don’t ask me again";

    /// <summary>From 1 on.</summary>
    public static IReadOnlyList<string> Satisfactions { get; } = ["Very dissatisfied", "Dissatisfied", "In between", "Satisfied", "Very satisfied"];

    /// <inheritdoc cref="Satisfactions"/>
    public static IReadOnlyList<string> CallsAgain { get; } = ["Certainly not", "Probably not", "Perhaps", "Probably", "Certainly"];

    public string Recommend => $"Would you recommend {brand.Name} to a colleague?";

    /// <summary>Which service it is about, when it was and who helped: a sentence.</summary>
    public string About(Service service) => service.Kind switch
    {
        ServiceKind.Ticket => $"Your question “{service.About}”, solved{By(service)} on {times.Day(service.At)}.",
        ServiceKind.Call => $"Your call on {times.Day(service.At)}{(service.Helper is { } helper ? $", which {helper} took" : "")}.",
        ServiceKind.Enrollment => $"Your first weeks with {brand.Name}: you have had access since {times.Day(service.At)}.",
        ServiceKind.Departure => $"Your time with {brand.Name}, which ended on {times.Day(service.At)}.",
        ServiceKind.Complaint => $"How we handled your complaint {service.Case}, about which {service.Helper ?? "we"} called you on {times.Day(service.At)}.",
        ServiceKind.Chosen => $"This is about: {service.About}{(service.Helper is { } helper ? $" (with {helper})" : "")}.",
        _ => throw new ArgumentOutOfRangeException(nameof(service), service.Kind, "A service without words."),
    };

    /// <summary>What it is about, in a line for a subject or a list.</summary>
    public string Name(Service service) => service.Kind switch
    {
        ServiceKind.Ticket => service.About ?? "your question",
        ServiceKind.Call => "your call",
        ServiceKind.Enrollment => $"your first weeks with {brand.Name}",
        ServiceKind.Departure => $"your time with {brand.Name}",
        ServiceKind.Complaint => "your complaint",
        ServiceKind.Chosen => service.About ?? "our service",
        _ => throw new ArgumentOutOfRangeException(nameof(service), service.Kind, "A service without words."),
    };

    /// <summary>The same as staff read it in lists.</summary>
    public static string Title(Service service) => service.Kind switch
    {
        ServiceKind.Ticket => service.About is { Length: > 0 } subject ? $"How did we do? {subject}" : "How did we do with a ticket?",
        ServiceKind.Call => "How did we do on the phone?",
        ServiceKind.Enrollment => "How were the first weeks?",
        ServiceKind.Departure => "How was the time with us?",
        ServiceKind.Complaint => "How did we do with a complaint?",
        ServiceKind.Chosen => $"How did we do? {service.About}",
        _ => throw new ArgumentOutOfRangeException(nameof(service), service.Kind, "A service without words."),
    };

    /// <summary>Why somebody isn't asked, called or reminded, for staff: the end of a sentence.</summary>
    /// <param name="because">One of <see cref="Choosing.SurveyPermission"/>'s or <see cref="Choosing.SurveyRounds"/>'s.</param>
    public static string Because(string because) => because switch
    {
        Choosing.SurveyPermission.OptedOut => "they don’t want to be asked",
        Choosing.SurveyPermission.NoMember => "they aren’t an active member",
        Choosing.SurveyPermission.AskedLately => "another survey asked them lately",
        Choosing.SurveyPermission.NoBudget => "we have contacted them often enough lately",
        Choosing.SurveyRounds.NotSampled => "they aren’t in the sample of those who are called",
        _ => because,
    };

    static string By(Service service) => service.Helper is { } helper ? $" by {helper}" : "";
}

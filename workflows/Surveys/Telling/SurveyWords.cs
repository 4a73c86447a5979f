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
        _ => throw new ArgumentOutOfRangeException(nameof(service), service.Kind, "A service without words."),
    };

    /// <summary>What it is about, in a line for a subject or a list.</summary>
    public string Name(Service service) => service.Kind switch
    {
        ServiceKind.Ticket => service.About ?? "your question",
        ServiceKind.Call => "your call",
        ServiceKind.Enrollment => $"your first weeks with {brand.Name}",
        ServiceKind.Departure => $"your time with {brand.Name}",
        _ => throw new ArgumentOutOfRangeException(nameof(service), service.Kind, "A service without words."),
    };

    static string By(Service service) => service.Helper is { } helper ? $" by {helper}" : "";
}

using System.Globalization;
using MemberServices.Fields;

namespace MemberServices.Surveys.Answering;

/// <summary>Reads answers from the page, the API and messages: one set of limits and sentences.</summary>
public static class SurveyFields
{
    public const int LongestComment = 2000;

    /// <summary>What must be ticked where a form could be sent with an answer that a link filled in: a mail scanner does that, too.</summary>
    public const string Sure = "sure";

    static readonly FieldRule Comment = new("your comment", LongestComment, Empty: null) { IsFree = true, HasLines = true };
    static readonly FieldRule Said = Comment with { What = "what else they said" };

    /// <summary>An answer from a system: numbers, at least one of them or yes or no.</summary>
    public static SurveyAnswer ReadAnswer(FieldReader fields)
    {
        var answer = new SurveyAnswer(
            Within(fields, "satisfaction", fields.Integer("satisfaction"), 1, 5), Within(fields, "callAgain", fields.Integer("callAgain"), 1, 5),
            Within(fields, "recommend", fields.Integer("recommend"), 0, 10), YesNo(fields.Text("satisfied", YesOrNo(empty: null))), fields.OptionalText("comment", Comment));
        fields.Must(
            answer is not { Satisfaction: null, CallAgain: null, Recommend: null, IsSatisfied: null } || fields.Errors.Count > 0, "satisfaction",
            "Send satisfaction (1 to 5), callAgain (1 to 5), recommend (0 to 10) or satisfied (yes or no).", FieldCodes.Required);
        return answer;
    }

    /// <summary>What the page's form sends.</summary>
    public static SurveyAnswer ReadForm(FieldReader fields, SurveyForm form)
    {
        if (form == SurveyForm.YesNo)
        {
            var answer = new SurveyAnswer(IsSatisfied: YesNo(fields.Text("satisfied", YesOrNo("Choose yes or no."))), Comment: fields.OptionalText("comment", Comment));
            Confirmed(fields);
            return answer;
        }
        return new SurveyAnswer(
            Scale(fields, "satisfaction", 1, 5, "Choose how satisfied you are."), Scale(fields, "callAgain", 1, 5, "Choose whether you will call us."),
            Scale(fields, "recommend", 0, 10, empty: null), Comment: fields.OptionalText("comment", Comment));
    }

    /// <summary>What somebody of the staff writes down: whatever was said, to one question at least.</summary>
    public static SurveyAnswer ReadWritten(FieldReader fields, SurveyForm form)
    {
        var answer = form == SurveyForm.YesNo
            ? new SurveyAnswer(IsSatisfied: YesNo(fields.Text("satisfied", YesOrNo(empty: null))), Comment: fields.OptionalText("comment", Said))
            : new SurveyAnswer(
                Scale(fields, "satisfaction", 1, 5, empty: null), Scale(fields, "callAgain", 1, 5, empty: null), Scale(fields, "recommend", 0, 10, empty: null),
                Comment: fields.OptionalText("comment", Said));
        fields.Must(
            fields.Errors.Count > 0 || answer is not { Satisfaction: null, CallAgain: null, Recommend: null, IsSatisfied: null }, form == SurveyForm.YesNo ? "satisfied" : "satisfaction",
            "Choose what they answered to one question at least.", FieldCodes.Required);
        return answer;
    }

    /// <summary>What a low answer's call brought, as a complaint.</summary>
    public static SurveyComplaint ReadComplaint(FieldReader fields) => new(
        fields.Text("text", Comment with { What = "the complaint", Empty = "Write what they complain about." }), fields.OptionalText("category", new FieldRule("what the complaint is about", 40, Empty: null)),
        fields.OptionalText("about", new FieldRule("about whom it is", 200, Empty: null) { IsFree = true }));

    /// <summary>What the form of a month later sends.</summary>
    public static BetterAnswer ReadBetter(FieldReader fields)
    {
        var answer = new BetterAnswer(YesNo(fields.Text("better", YesOrNo("Choose yes or no."))) == true, fields.OptionalText("comment", Comment));
        Confirmed(fields);
        return answer;
    }

    static void Confirmed(FieldReader fields) =>
        fields.Must(fields.Text(Sure, new FieldRule("the tick", 10, Empty: null)) == "yes", Sure, "Tick the box to send your answer.", FieldCodes.Required);

    static FieldRule YesOrNo(string? empty) => FieldRules.Choice("your answer", empty, "Choose yes or no.", ["yes", "no"]);

    static bool? YesNo(string text) => text switch { "yes" => true, "no" => false, _ => null };

    static int? Scale(FieldReader fields, string name, int from, int to, string? empty) => int.TryParse(
        fields.Text(name, FieldRules.Choice("your answer", empty, $"Choose one from {from} to {to}.", [.. Enumerable.Range(from, to - from + 1).Select(Digits)])),
        NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : null;

    static int? Within(FieldReader fields, string name, int? number, int from, int to)
    {
        fields.Must(number is null || number >= from && number <= to, name, $"Send a number from {from} to {to}.");
        return number;
    }

    static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}

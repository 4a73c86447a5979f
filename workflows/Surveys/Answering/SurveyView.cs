using MemberServices.Cases;

namespace MemberServices.Surveys.Answering;

/// <summary>A survey as staff and other systems see it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Case">The case that it is about, or null.</param>
/// <param name="About">In the person's words, or null.</param>
/// <param name="Helper">Who is rated, or null.</param>
/// <param name="Category">Under which it is counted.</param>
/// <param name="Level">At which level; 0: none.</param>
/// <param name="ServedAt">When the service ended.</param>
/// <param name="MemberKey">Whom it asks; empty when they were erased.</param>
/// <param name="Name">Their name; empty when they were erased.</param>
/// <param name="Answer">What they said, or null.</param>
/// <param name="AnsweredAt">When, or null.</param>
/// <param name="IsLow">Whether a manager calls.</param>
/// <param name="RecoveredAt">When the manager had called, or null.</param>
/// <param name="Outcome">What came of that call, or null.</param>
/// <param name="IsBetter">What they said a month later, or null.</param>
/// <param name="NextAt">When it does something by itself, or null.</param>
/// <param name="Next">What that is, or null.</param>
/// <param name="IsOver">Whether nothing more can come of it.</param>
/// <param name="History">What happened, in order.</param>
public sealed record SurveyView(
    CaseId Id, ServiceKind Kind, string? Case, string? About, string? Helper, string Category, int Level, DateTimeOffset ServedAt, string MemberKey, string Name, SurveyAnswer? Answer,
    DateTimeOffset? AnsweredAt, bool IsLow, DateTimeOffset? RecoveredAt, string? Outcome, bool? IsBetter, DateTimeOffset? NextAt, string? Next, bool IsOver,
    IReadOnlyList<SurveyLine> History)
{
    public static SurveyView Of(SurveyRecord record, DateTimeOffset now)
    {
        var (opened, state, next) = (record.Opened, record.State, SurveyTimers.Next(record.Opened, record.State, now));
        return new SurveyView(
            record.Id, opened.Service.Kind, opened.Service.Case, opened.Service.About, opened.Service.Helper, opened.Service.Category, opened.Service.Level, opened.Service.At,
            opened.Person.MemberKey, opened.Person.Name, state.Answer?.What, state.Answer?.At, state.Answer?.What.IsLow == true, state.RecoveredAt,
            Find(SurveyChanges.Recovered)?.Read<SurveyRecovery>().Outcome, Find(SurveyChanges.SaidBetter)?.Read<BetterAnswer>().IsBetter, next?.At, next?.Kind,
            state.IsOver(opened, now), [.. record.Entries.Select(SurveyLine.Of)]);

        CaseEntry? Find(string kind) => record.Entries.FirstOrDefault(entry => entry.Kind == kind);
    }
}

/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="By">Who.</param>
/// <param name="Channel">How.</param>
/// <param name="Because">Why it wasn't done, or null.</param>
public sealed record SurveyLine(DateTimeOffset At, string Kind, string By, Channel Channel, string? Because)
{
    static readonly string[] Decided = [SurveyChanges.Asked, SurveyChanges.Reminded, SurveyChanges.Listed, SurveyChanges.AskedAgain];

    public static SurveyLine Of(CaseEntry entry) =>
        new(entry.At, entry.Kind, entry.By.Name, entry.Channel, Decided.Contains(entry.Kind) ? entry.Read<SurveyMark>().Because : null);
}

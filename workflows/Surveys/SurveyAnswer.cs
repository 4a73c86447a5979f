using System.Text.Json.Serialization;

namespace MemberServices.Surveys;

/// <summary>What somebody said of a service.</summary>
/// <param name="Satisfaction">1, very dissatisfied, to 5, very satisfied; null: not said.</param>
/// <param name="CallAgain">Whether they call us when there is a problem again: 1, certainly not, to 5, certainly.</param>
/// <param name="Recommend">Whether they recommend us: 0, not at all, to 10, without hesitation.</param>
/// <param name="IsSatisfied">The single question: whether the level of service was satisfying.</param>
/// <param name="Comment">What else they said; card numbers masked.</param>
public sealed record SurveyAnswer(int? Satisfaction = null, int? CallAgain = null, int? Recommend = null, bool? IsSatisfied = null, string? Comment = null)
{
    const int LowSatisfaction = 2, LowCallAgain = 2, Detractor = 6, Satisfied = 4;

    /// <summary>Whether a manager must call.</summary>
    [JsonIgnore]
    public bool IsLow => Satisfaction <= LowSatisfaction || CallAgain <= LowCallAgain || IsSatisfied == false || Recommend <= Detractor && Comment is not null;

    /// <summary>Whether it is praise for who helped.</summary>
    [JsonIgnore]
    public bool IsPraise => !IsLow && Comment is not null && (Satisfaction ?? (IsSatisfied == true ? Satisfied : 0)) >= Satisfied;

    /// <summary>Whether they are satisfied, as it is counted; null: they didn't say.</summary>
    [JsonIgnore]
    public bool? CountsAsSatisfied => Satisfaction is { } score ? score >= Satisfied : IsSatisfied;

    /// <summary>The numbers without the words.</summary>
    public SurveyAnswer WithoutWords() => this with { Comment = Comment is null ? null : "" };
}

namespace MemberServices.Surveys.Counting;

/// <summary>What is counted of surveys: numerators and denominators, never their ratio.</summary>
/// <param name="Delivered">Surveys that reached somebody.</param>
/// <param name="Responded">Of these, answered; counted on the day on which they were delivered.</param>
/// <param name="Rated">Answers that say whether they are satisfied; from here on, counted on the day of the answer.</param>
/// <param name="Satisfied">Of these, 4 or 5, or yes.</param>
/// <param name="Recommended">Answers that say whether they recommend us.</param>
/// <param name="Promoters">Of these, 9 or 10.</param>
/// <param name="Detractors">Of these, 0 to 6.</param>
/// <param name="Low">Answers after which a manager calls.</param>
public sealed record SurveyCounts(
    int Delivered = 0, int Responded = 0, int Rated = 0, int Satisfied = 0, int Recommended = 0, int Promoters = 0, int Detractors = 0, int Low = 0)
{
    const int Promoter = 9, Detractor = 6;

    /// <summary>What an answer counts as, apart from that its survey was answered.</summary>
    public static SurveyCounts Of(SurveyAnswer answer) => new(
        Rated: One(answer.CountsAsSatisfied is not null), Satisfied: One(answer.CountsAsSatisfied == true), Recommended: One(answer.Recommend is not null),
        Promoters: One(answer.Recommend >= Promoter), Detractors: One(answer.Recommend <= Detractor), Low: One(answer.IsLow));

    public static SurveyCounts operator +(SurveyCounts a, SurveyCounts b) => new(
        a.Delivered + b.Delivered, a.Responded + b.Responded, a.Rated + b.Rated, a.Satisfied + b.Satisfied, a.Recommended + b.Recommended, a.Promoters + b.Promoters,
        a.Detractors + b.Detractors, a.Low + b.Low);

    public static SurveyCounts operator -(SurveyCounts a, SurveyCounts b) => new(
        a.Delivered - b.Delivered, a.Responded - b.Responded, a.Rated - b.Rated, a.Satisfied - b.Satisfied, a.Recommended - b.Recommended, a.Promoters - b.Promoters,
        a.Detractors - b.Detractors, a.Low - b.Low);

    static int One(bool holds) => holds ? 1 : 0;
}

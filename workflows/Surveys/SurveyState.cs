using MemberServices.Cases;

namespace MemberServices.Surveys;

/// <summary>Something that was to be done.</summary>
/// <param name="At">When.</param>
/// <param name="Because">Why it wasn't; null: it was.</param>
public sealed record DoneMark(DateTimeOffset At, string? Because)
{
    public bool IsDone => Because is null;
}

/// <param name="At">When they answered first.</param>
/// <param name="What">The answer that counts.</param>
/// <param name="Number">The entry that has it.</param>
public sealed record GivenAnswer(DateTimeOffset At, SurveyAnswer What, int Number);

/// <summary>Why staff call somebody. Zero is nothing.</summary>
public enum CallToMake
{
    /// <summary>They didn't answer, and may by phone.</summary>
    Questions = 1,

    /// <summary>They are dissatisfied.</summary>
    Recovery,
}

/// <summary>Where a survey is: a pure fold of its log. What comes again, or too late, changes nothing.</summary>
public sealed record SurveyState
{
    /// <summary>For so long a low answer waits for the manager's call; then the survey ends without it.</summary>
    static readonly TimeSpan LongestRecovery = TimeSpan.FromDays(90);

    /// <summary>For so long a page that was shown waits for what another system was to bring, or a closed page for its reader.</summary>
    static readonly TimeSpan ShortWait = TimeSpan.FromDays(1);

    public DoneMark? Shown { get; init; }

    public DoneMark? Asked { get; init; }

    /// <summary>When the mail with the questions came back; null: it didn't, or they answered before.</summary>
    public DateTimeOffset? BouncedAt { get; init; }

    public DoneMark? Reminded { get; init; }

    public DoneMark? Listed { get; init; }

    public DoneMark? Closed { get; init; }

    public GivenAnswer? Answer { get; init; }

    /// <summary>When they said on the phone that they don't want to answer.</summary>
    public DateTimeOffset? DeclinedAt { get; init; }

    /// <summary>When the manager had called.</summary>
    public DateTimeOffset? RecoveredAt { get; init; }

    public DoneMark? AskedAgain { get; init; }

    /// <summary>When they said whether it is better.</summary>
    public DateTimeOffset? SaidBetterAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>When the questions reached them first, whichever way; null: they didn't.</summary>
    public DateTimeOffset? DeliveredAt => new[] { Shown, BouncedAt is null ? Asked : null }.Where(mark => mark is { IsDone: true }).Select(mark => (DateTimeOffset?)mark!.At).Min();

    /// <summary>Whether the one question of a month later waits for its answer.</summary>
    public bool AsksAgain => AskedAgain is { IsDone: true } && SaidBetterAt is null;

    public static SurveyState Of(SurveyRecord record) => Fold(record.Opened, record.Entries);

    public static SurveyState Fold(SurveyOpened opened, IEnumerable<CaseEntry> entries) =>
        entries.OrderBy(entry => entry.Number).Aggregate(new SurveyState(), (state, entry) => state.WithdrawnAt is null ? state.Apply(entry, opened.Policy) : state);

    SurveyState Apply(CaseEntry entry, SurveyPolicy policy) => entry.Kind switch
    {
        SurveyChanges.Shown => this with { Shown = Shown ?? Mark(entry) },
        SurveyChanges.Asked => this with { Asked = Asked ?? Mark(entry) },
        SurveyChanges.Bounced => Answer is null && Asked is { IsDone: true } ? this with { BouncedAt = BouncedAt ?? entry.At } : this,
        SurveyChanges.Reminded => this with { Reminded = Reminded ?? Mark(entry) },
        SurveyChanges.Listed => this with { Listed = Listed ?? Mark(entry) },
        SurveyChanges.Closed => this with { Closed = Closed ?? Mark(entry) },
        SurveyChanges.Answered => Answer is null ? this with { Answer = new GivenAnswer(entry.At, entry.Read<SurveyAnswer>(), entry.Number) }
            : entry.At < AmendableUntil(policy) ? this with { Answer = Answer with { What = entry.Read<SurveyAnswer>(), Number = entry.Number } }
            : this,
        SurveyChanges.Called => entry.Read<SurveyCall>().IsReached ? this with { DeclinedAt = DeclinedAt ?? entry.At } : this,
        SurveyChanges.Recovered => this with { RecoveredAt = RecoveredAt ?? entry.At },
        SurveyChanges.AskedAgain => this with { AskedAgain = AskedAgain ?? Mark(entry) },
        SurveyChanges.SaidBetter => this with { SaidBetterAt = SaidBetterAt ?? entry.At },
        SurveyChanges.Withdrawn => this with { WithdrawnAt = entry.At },
        _ => this,
    };

    /// <summary>Until when the answer may be changed; null: there is none.</summary>
    public DateTimeOffset? AmendableUntil(SurveyPolicy policy) => Answer?.At.AddHours(policy.AmendHours);

    /// <summary>From when on nothing more can come of it; null: it isn't known yet.</summary>
    public DateTimeOffset? EndsAt(SurveyOpened opened)
    {
        var policy = opened.Policy;
        if (WithdrawnAt is not null)
        {
            return WithdrawnAt;
        }
        if (Answer is null)
        {
            return opened.IsAskedElsewhere ? opened.OpenedAt + ShortWait
                : Asked is { IsDone: false } skipped ? Shown is { IsDone: true } ? skipped.At + ShortWait : skipped.At
                : Closed is null ? null : Asked!.At.AddDays(policy.LinkDays);
        }
        if (!Answer.What.IsLow)
        {
            return AmendableUntil(policy);
        }
        return RecoveredAt is null ? Answer.At + LongestRecovery
            : AskedAgain is null ? null
            : !AskedAgain.IsDone ? AskedAgain.At
            : SaidBetterAt ?? AskedAgain.At.AddDays(policy.LinkDays);
    }

    public bool IsOver(SurveyOpened opened, DateTimeOffset now) => EndsAt(opened) <= now;

    /// <summary>The call that staff have to make now; null: none.</summary>
    public CallToMake? Call(SurveyOpened opened, DateTimeOffset now) => IsOver(opened, now) ? null : (Answer, Listed) switch
    {
        ({ What.IsLow: true }, _) => RecoveredAt is null ? CallToMake.Recovery : null,
        (null, { IsDone: true }) => Closed is null && DeclinedAt is null ? CallToMake.Questions : null,
        _ => null,
    };

    /// <summary>The same after something was done, for whoever looks ahead.</summary>
    public SurveyState With(string kind, DateTimeOffset at) => kind switch
    {
        SurveyChanges.Asked => this with { Asked = new DoneMark(at, null) },
        SurveyChanges.Reminded => this with { Reminded = new DoneMark(at, null) },
        SurveyChanges.Listed => this with { Listed = new DoneMark(at, null) },
        SurveyChanges.Closed => this with { Closed = new DoneMark(at, null) },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nobody looks ahead to that."),
    };

    static DoneMark Mark(CaseEntry entry) => new(entry.At, entry.Read<SurveyMark>().Because);
}

namespace MemberServices.Surveys;

/// <summary>What is added to a survey's log, by the kind of the entry.</summary>
public static class SurveyChanges
{
    /// <summary>The questions were shown on the page on which a ticket was confirmed.</summary>
    public const string Shown = "shown";

    /// <summary>The mail with the first question.</summary>
    public const string Asked = "asked";

    /// <summary>That mail came back.</summary>
    public const string Bounced = "bounced";

    public const string Reminded = "reminded";

    /// <summary>It was put on the list of those whom staff call.</summary>
    public const string Listed = "listed";

    /// <summary>Nobody waits for an answer any more.</summary>
    public const string Closed = "closed";

    /// <summary>The person answered; again within the time for it: they changed their answer.</summary>
    public const string Answered = "answered";

    /// <summary>Somebody of the staff called, and didn't reach them, or heard that they don't want to answer.</summary>
    public const string Called = "called";

    /// <summary>The manager has called.</summary>
    public const string Recovered = "recovered";

    /// <summary>What was said in that call is a complaint, which goes its own way.</summary>
    public const string Complained = "complained";

    /// <summary>A month after that call, the one question whether it is better.</summary>
    public const string AskedAgain = "asked-again";

    /// <summary>What they said to it.</summary>
    public const string SaidBetter = "said-better";

    /// <summary>Staff stopped it, or the person's data are to be erased.</summary>
    public const string Withdrawn = "withdrawn";
}

/// <param name="Because">Why it wasn't done, in a word; null: it was. Of a withdrawal: why, in the words of staff; null: the person's data are to be erased.</param>
public sealed record SurveyMark(string? Because = null);

/// <param name="IsReached">Whether they were; then they don't want to answer.</param>
/// <param name="Text">What else there is to say of it, for staff; or null.</param>
public sealed record SurveyCall(bool IsReached, string? Text);

/// <param name="Outcome">What came of the manager's call.</param>
public sealed record SurveyRecovery(string Outcome);

/// <param name="Text">What they complain about.</param>
/// <param name="Category">What it is about, by a category of complaints; null: not said.</param>
/// <param name="About">About whom; or null.</param>
public sealed record SurveyComplaint(string Text, string? Category = null, string? About = null);

/// <param name="IsBetter">Whether it is better.</param>
/// <param name="Comment">What else they said, or null.</param>
public sealed record BetterAnswer(bool IsBetter, string? Comment = null);

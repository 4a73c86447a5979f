using System.Globalization;
using MemberServices.Complaints.Calling;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Pages;
using MemberServices.Policies;

namespace MemberServices.Complaints.Telling;

/// <summary>The mails to who complained. Each says what happened, what happens next and by when.</summary>
public sealed class ComplaintMails(BrandPolicy brand, LocalTimes times)
{
    const string Open = "Open your complaint";

    /// <summary>Says who looks after it.</summary>
    public MailContent Received(ComplaintRecord record, ComplaintState state) => Of(
        record, "We have your complaint", "We have your complaint",
        [
            new Paragraph($"Hello {Name(record)}, we are sorry that we gave you reason for it. This is what you wrote:"),
            new Quote(record.Opened.Request.Text),
            new Paragraph(
                state.Owner is { } owner
                    ? $"{owner.Person.Name} looks after it, and calls you by {times.Deadline(ClarifyBy(record, state))} to understand it.{(record.Opened.Request.About is null ? "" : $" {owner.Person.Name} had no part in what happened.")}{Reach(owner)}"
                    : "A manager decides who looks after it, and you hear who that is."),
            .. Promise(record, state),
            new Paragraph("On its page you can choose how and when we call you back afterwards, write to us, or take the complaint back."),
        ]);

    /// <summary>Somebody else has it now.</summary>
    /// <param name="record">The complaint.</param>
    /// <param name="state">As it was then.</param>
    /// <param name="owner">Who.</param>
    /// <param name="at">When.</param>
    public MailContent Owned(ComplaintRecord record, ComplaintState state, ComplaintOwner owner, DateTimeOffset at) => Of(
        record, $"{owner.Person.Name} looks after your complaint now", $"{owner.Person.Name} looks after your complaint now",
        [
            new Paragraph(owner.Reason switch
            {
                OwnerReason.Substitute => $"Hello {Name(record)}, whoever had your complaint can no longer look after it. {owner.Person.Name} goes on with it, and knows everything that you told us.",
                OwnerReason.Manager or OwnerReason.Executive => $"Hello {Name(record)}, your complaint is open again. {owner.Person.Name} answers for it now, one level higher, and knows everything that you told us.",
                _ => $"Hello {Name(record)}, {owner.Person.Name} looks after your complaint from now on, and knows everything that you told us.",
            } + Reach(owner)),
            .. CallsBy(record, state, at) is { } by ? (MailPart[])[new Paragraph($"{owner.Person.Name} calls you by {times.Deadline(by)} to understand what is wrong.")] : [],
            .. Promise(record, state),
        ]);

    public MailContent Updated(ComplaintRecord record, ComplaintState state, string who, string text) =>
        Of(record, "How far we are", $"{who} wrote to you", [new Quote(text), .. Promise(record, state)]);

    /// <param name="record">The complaint.</param>
    /// <param name="state">Where it is.</param>
    /// <param name="missed">The time that we said.</param>
    public MailContent Late(ComplaintRecord record, ComplaintState state, DateTimeOffset missed) => Of(
        record, "We are late, and still at it", "We did not keep our word",
        [
            new Paragraph($"Hello {Name(record)}, we said that you would hear from us by {times.Deadline(missed)}, and you did not. We are sorry. A manager knows of it."),
            .. Promise(record, state),
        ]);

    /// <summary>What we found, what we did, what changes.</summary>
    public MailContent Letter(ComplaintRecord record, ComplaintState state, ComplaintResolution resolution, string from) => Of(
        record, "What came of your complaint", "What came of your complaint",
        [
            new Paragraph($"Hello {Name(record)}, this is what we found:"),
            new Quote(resolution.Found),
            new Paragraph("What we did:"),
            new Quote(resolution.Done),
            new Paragraph("What changes:"),
            new Quote(resolution.Changes),
            .. resolution.Remedy is { } remedy ? (MailPart[])[new Paragraph(Words(remedy))] : [],
            new Paragraph($"{from}, {brand.Name}"),
            .. Call(record, state, "Whether it is really solved, you decide: ", "we call you"),
        ]);

    /// <summary>The next call, after one that came to nothing or was moved.</summary>
    /// <param name="record">The complaint.</param>
    /// <param name="state">Where it is.</param>
    /// <param name="because">What happened, as a sentence.</param>
    public MailContent Planned(ComplaintRecord record, ComplaintState state, string because) => Of(
        record, state.Call is { } call ? $"We call you on {times.Day(call.From)}" : "About our call", "When we call you", [new Paragraph($"Hello {Name(record)}, {because}"), .. Call(record, state, "", "We call you")]);

    /// <summary>The two questions, whose first stands as links that send nothing.</summary>
    public MailContent Asked(ComplaintRecord record, ComplaintState state, DateTimeOffset closes) => Of(
        record, "Two questions about your complaint", "Are you satisfied with the outcome?",
        [
            new Paragraph(
                $"Hello {Name(record)}, {(state.IsReached ? "thank you for talking to us. One thing is left:" : $"we tried {Count(state.Attempts, "time")} to call you, and did not reach you. So we ask here:")} are you satisfied with the outcome, and with how we handled it?"),
            new AnswerLinks(LinkRequest.Placeholder, new AnswerLink("Yes, I am satisfied with the outcome", "outcome=yes"), new AnswerLink("No, I am not", "outcome=no")),
            new Paragraph($"A link opens your page with that answer filled in; nothing is sent before you press the button there. If you aren’t satisfied, it is opened again, one level higher. Without an answer by {times.Short(closes)} we close it, and you can still tell us afterwards."),
        ]);

    public MailContent Satisfied(ComplaintRecord record, DateTimeOffset reopenableUntil) => Of(
        record, "Thank you. Your complaint is closed", "Your complaint is closed",
        [new Paragraph($"Hello {Name(record)}, thank you for telling us that you are satisfied, and for the complaint: it helps us."), Reopening(reopenableUntil)]);

    public MailContent Closed(ComplaintRecord record, ComplaintEnd how, DateTimeOffset reopenableUntil) => Of(
        record, "Your complaint is closed", "Your complaint is closed",
        [
            new Paragraph($"Hello {Name(record)}, " + how switch
            {
                ComplaintEnd.NoAnswer => "we asked you by phone and by mail whether you are satisfied, and did not hear from you, so we closed it. If you answer now, it still counts.",
                ComplaintEnd.TakenBack => "you took it back, so we do no more about it.",
                ComplaintEnd.Withdrawn => "your data are to be erased, as you asked us.",
                _ => throw new ArgumentOutOfRangeException(nameof(how), how, "An end without words."),
            }),
            .. how == ComplaintEnd.Withdrawn ? (MailPart[])[] : [Reopening(reopenableUntil)],
        ]);

    public MailContent Reopened(ComplaintRecord record, ComplaintState state) => Of(
        record, "Your complaint is open again", "Your complaint is open again", [new Paragraph($"Hello {Name(record)}, we go on with it."), .. Promise(record, state)]);

    /// <summary>An answer that came after the closing.</summary>
    public MailContent Thanks(ComplaintRecord record) =>
        Of(record, "Thank you for your answer", "Thank you for your answer", [new Paragraph($"Hello {Name(record)}, we have your answer. The complaint stays closed.")]);

    /// <summary>By when the owner has called to understand it.</summary>
    public static DateTimeOffset ClarifyBy(ComplaintRecord record, ComplaintState state) =>
        Calendar.BusinessDays.DeadlineAfter(record.Opened.Time, state.OpenedAt > record.Opened.KnownAt ? state.OpenedAt : record.Opened.KnownAt, record.Opened.Policy.ClarifyDays);

    /// <summary>The same while that call is yet to come; null: there is nothing to wait for.</summary>
    public static DateTimeOffset? CallsBy(ComplaintRecord record, ComplaintState state, DateTimeOffset now) =>
        state is { Phase: ComplaintPhase.Investigating, Owner: not null, ClarifiedAt: null } && ClarifyBy(record, state) is var by && by > now ? by : null;

    /// <summary>A remedy as the complainant reads it.</summary>
    public static string Words(ComplaintRemedy remedy) => remedy.Kind switch
    {
        RemedyKind.Apology => "We apologize.",
        RemedyKind.Correction => "We corrected it.",
        RemedyKind.WaivedFee => $"We waive a fee of {Dollars(remedy.Amount)}.",
        RemedyKind.CreditedFee => $"We credit you a fee of {Dollars(remedy.Amount)}.",
        _ => throw new ArgumentOutOfRangeException(nameof(remedy), remedy.Kind, "A remedy without words."),
    };

    /// <summary>"$1,250.00".</summary>
    public static string Dollars(decimal? amount) => string.Create(CultureInfo.InvariantCulture, $"${amount ?? 0:#,0.00}");

    /// <summary>How a call is made, after "we call you".</summary>
    public static string Words(CallMode mode) => mode switch
    {
        CallMode.Phone => "by phone",
        CallMode.Video => "by video (you get the link when we call)",
        CallMode.Visit => "in person",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
    };

    IEnumerable<MailPart> Call(ComplaintRecord record, ComplaintState state, string before, string what)
    {
        if (state.Call is { } call)
        {
            var when = call.Window < 0 ? $"on {times.Short(call.From)}" : $"on {times.Day(call.From)}, {CallTimes.Words(record.Opened.Policy.Windows[call.Window])}";
            yield return new Paragraph($"{before}{what} {when}, {Words(call.How.Mode)}. It is {call.Person.Name}. Another time or way suits you better? Choose it on your page.");
        }
    }

    IEnumerable<MailPart> Promise(ComplaintRecord record, ComplaintState state)
    {
        if (state.Phase != ComplaintPhase.Calling && state.NextWordAt(record.Opened) is { } next)
        {
            yield return new Paragraph($"You hear from us in writing by {times.Short(next)}, with the outcome or with how far we are.");
        }
    }

    /// <summary>Where they are called, if the directory had a number.</summary>
    static string Reach(ComplaintOwner owner) => owner.Person.Phone is { } phone ? $" You reach {owner.Person.Name} at {phone}." : "";

    Paragraph Reopening(DateTimeOffset until) => new($"Is something still wrong? You can open it again on its page until {times.Day(until)}. Later the same page opens a new one that goes on with it.");

    static string Name(ComplaintRecord record) => record.Opened.Request.FullName;

    static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    MailContent Of(ComplaintRecord record, string subject, string heading, IReadOnlyList<MailPart> parts) => new(
        $"{subject} ({record.Id})", heading,
        [.. parts, new ActionLink(Open, LinkRequest.Placeholder), new Details(new DetailRow("About", record.Opened.Category.Name), new DetailRow("With", brand.Name))]);
}

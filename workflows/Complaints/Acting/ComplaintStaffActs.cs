using System.Globalization;
using MemberServices.Cases;
using MemberServices.Complaints.Opening;
using MemberServices.Complaints.Owning;
using MemberServices.Fields;
using MemberServices.Staff;
using Microsoft.DurableTask.Client;

namespace MemberServices.Complaints.Acting;

/// <summary>What staff do with a complaint, from the fields of a request: one set of rules for the API, the staff page and Teams.</summary>
public sealed class ComplaintStaffActs(ComplaintCases cases, ComplaintDesk desk, ComplaintOwners owners, StaffDirectory staff)
{
    public const string Clarify = "clarify", Progress = "progress", Note = "note", Resolve = "resolve", Plan = "plan", Attempt = "attempt", HandOver = "hand-over", TakeBack = "take-back";

    /// <summary>For who is signed in, alone: see <see cref="DecideAsync"/>.</summary>
    public const string Agree = "agree", Disagree = "disagree";

    static readonly FieldRule Why = FieldRules.Reason("the reason", "Say why. Only staff read it.");
    static readonly FieldRule WhyOrNone = FieldRules.Reason("the reason", empty: null);
    static readonly FieldRule NoteOrNone = FieldRules.Reason("the note", empty: null);
    static readonly FieldRule Found = Letter("what we found", "Write what we found. The complainant reads it.");
    static readonly FieldRule Done = Letter("what we did", "Write what we did. The complainant reads it.");
    static readonly FieldRule Changes = Letter("what changes", "Write what changes, so that it doesn’t happen again. The complainant reads it.");
    static readonly FieldRule Cause = new("the root cause", 60, "Choose the root cause, or name another in a few words.")
    {
        Problem = text => ComplaintRecords.CauseOf(text).Length > 0 ? null : "Name the root cause in letters.",
    };

    static readonly FieldRule Remedy = FieldRules.Choice("the remedy", empty: null, $"Choose one of {string.Join(", ", EnumNames<RemedyKind>.All)}, or leave it out.", [.. EnumNames<RemedyKind>.All]);
    static readonly FieldRule Amount = new("the amount", 20, Empty: null)
    {
        Unify = text => text.TrimStart('$'),
        Problem = text => Money(text) is null ? "Send the amount in US dollars, such as 125.50." : null,
    };

    static readonly FieldRule Reached = FieldRules.Choice("whether they were reached", "Say whether you reached them: yes or no.", "Send yes or no.", ["yes", "no"]);
    static readonly FieldRule Outcome = FieldRules.Choice("whether they are satisfied with the outcome", empty: null, "Send yes or no, or leave it out.", ["yes", "no"]);
    static readonly FieldRule Handling = FieldRules.Choice("whether they are satisfied with how it was handled", empty: null, "Send yes or no, or leave it out.", ["yes", "no"]);
    static readonly FieldRule Person = FieldRules.Email("the email address of who gets it");

    /// <summary>Every act there is, as the address names it.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Clarify, Progress, Note, Resolve, Plan, Attempt, HandOver, TakeBack];

    /// <summary>Does it for somebody of the staff whom a system names: <c>by</c> is looked up.</summary>
    public async Task<InterventionResult<EntryReceipt>> ApplyAsync(
        DurableTaskClient client, CaseId id, string kind, FieldReader fields, CancellationToken cancellationToken = default)
    {
        if (await cases.ReadAsync(id, cancellationToken) is null)
        {
            return InterventionResult<EntryReceipt>.Refused(InterventionState.Unknown, $"There is no complaint {id}. Look at its number.");
        }
        var person = await staff.ReadByAsync(fields);
        return await ApplyAsync(client, id, kind, fields, person, person is null ? Actor.Timer : Actor.SystemFor(person.Name), Channel.Api, cancellationToken);
    }

    /// <summary>Does it for somebody who is known.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="id">A complaint that is there.</param>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="fields">What the kind asks for.</param>
    /// <param name="person">Who does it; null: the fields have an error about it.</param>
    /// <param name="by">The same, as the log has it.</param>
    /// <param name="channel">How they reached us.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<InterventionResult<EntryReceipt>> ApplyAsync(
        DurableTaskClient client, CaseId id, string kind, FieldReader fields, StaffPerson? person, Actor by, Channel channel, CancellationToken cancellationToken = default)
    {
        var record = await cases.GetAsync(id, cancellationToken);
        var act = await ReadAsync(record, kind, fields, person) with { Seen = fields.Integer("seen") };
        return fields.Errors.Count > 0
            ? InterventionResult<EntryReceipt>.Invalid(fields.Errors)
            : await desk.ApplyAsync(client, id, act, person, by, channel, cancellationToken);
    }

    /// <summary>
    /// A second person agrees to a remedy, or doesn't: somebody of the policy's role, who is signed in, and neither proposed it nor owns the
    /// complaint.
    /// </summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="id">A complaint that is there.</param>
    /// <param name="agrees">Whether they do; if not, <c>reason</c> is needed.</param>
    /// <param name="fields">Has <c>reason</c>.</param>
    /// <param name="person">Who is signed in, with their roles as they are now.</param>
    /// <param name="channel">Where.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<InterventionResult<EntryReceipt>> DecideAsync(
        DurableTaskClient client, CaseId id, bool agrees, FieldReader fields, PersonInRoles person, Channel channel, CancellationToken cancellationToken = default)
    {
        var why = fields.OptionalText("reason", agrees ? WhyOrNone : Why);
        if (fields.Errors.Count > 0)
        {
            return InterventionResult<EntryReceipt>.Invalid(fields.Errors);
        }
        var record = await cases.GetAsync(id, cancellationToken);
        var policy = record.Opened.Policy;
        if (!person.Has(policy.AgreementRole) && !person.Has(policy.ExecutiveRole))
        {
            return InterventionResult<EntryReceipt>.Refused(InterventionState.Conflict, $"Somebody of the role {policy.AgreementRole} or {policy.ExecutiveRole} must decide this.");
        }
        return await desk.ApplyAsync(
            client, id, ComplaintActs.Decide(new RemedyDecision(person.Person, why), agrees), person.Person, Actor.Staff(person.Person.Name), channel, cancellationToken);
    }

    async Task<ComplaintAct> ReadAsync(ComplaintRecord record, string kind, FieldReader fields, StaffPerson? person) => kind switch
    {
        Clarify => ComplaintActs.Clarify(fields.Text("text", ComplaintFields.StaffText)),
        Progress => ComplaintActs.Update(fields.Text("text", ComplaintFields.ToComplainant)),
        Note => ComplaintActs.Note(fields.Text("text", ComplaintFields.StaffText)),
        Resolve => ComplaintActs.Resolve(ReadResolution(record.Opened.Policy, fields) with { Person = person }),
        Plan => ComplaintActs.Plan(ReadTime(fields, "from", "Send the call’s new time, such as 2026-12-17T14:30:00-06:00."), fields.Text("reason", Why)),
        Attempt => ComplaintActs.Attempt(ReadAttempt(fields), fields.Time("at")),
        HandOver => ComplaintActs.HandOver(await ReadOwnerAsync(record, fields)),
        TakeBack => ComplaintActs.TakeBack(fields.Text("reason", Why)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No act of the staff."),
    };

    static ComplaintResolution ReadResolution(ComplaintPolicy policy, FieldReader fields)
    {
        var (found, done, changes, words) = (fields.Text("found", Found), fields.Text("done", Done), fields.Text("changes", Changes), fields.Text("cause", Cause));
        var remedy = EnumNames<RemedyKind>.TryParse(fields.Text("remedy", Remedy), out var kind) ? kind : (RemedyKind?)null;
        var amount = fields.OptionalText("amount", Amount) is { } typed ? Money(typed) : null;
        var isMoney = remedy is RemedyKind.WaivedFee or RemedyKind.CreditedFee;
        fields.Must(!isMoney || amount is > 0, "amount", "Send the amount in US dollars, such as 125.50: it is a fee that is waived or credited.", FieldCodes.Required);
        fields.Must(isMoney || amount is null, "amount", "Leave the amount out, or send waived-fee or credited-fee as the remedy.");
        var listed = policy.RootCauses.FirstOrDefault(cause => cause.Id.Equals(words, StringComparison.OrdinalIgnoreCase) || cause.Name.Equals(words, StringComparison.OrdinalIgnoreCase));
        return new ComplaintResolution(
            found, done, changes, listed?.Id ?? ComplaintRecords.CauseOf(words), listed?.Name ?? words, remedy is { } what ? new ComplaintRemedy(what, isMoney ? amount : null) : null);
    }

    static CallAttempt ReadAttempt(FieldReader fields)
    {
        var isReached = fields.Text("reached", Reached) == "yes";
        var (outcome, handling) = (YesNo(fields.OptionalText("outcome", Outcome)), YesNo(fields.OptionalText("handling", Handling)));
        var (said, note) = (fields.OptionalText("said", ComplaintFields.Said), fields.OptionalText("note", NoteOrNone));
        fields.Must(isReached || outcome is null && handling is null, "outcome", "Leave the answers out: they weren’t reached.");
        fields.Must(outcome is null == handling is null, outcome is null ? "outcome" : "handling", "Ask and send both answers, or none: then we ask by mail.", FieldCodes.Required);
        fields.Must(outcome != false && handling != false || said is not null, "said", "Write in a few words what isn’t right.", FieldCodes.Required);
        return new CallAttempt(isReached, note, outcome is { } one && handling is { } other ? new ComplaintAnswer(one, other, said) : null);
    }

    async Task<ComplaintOwner> ReadOwnerAsync(ComplaintRecord record, FieldReader fields)
    {
        var (address, why) = (fields.Text("person", Person), fields.Text("reason", Why));
        var person = fields.Errors.Any(error => error.Field == "person") ? null : (await staff.FindAsync(address))?.Person;
        fields.Must(person is not null, "person", "Nobody of the staff has this email address.", FieldCodes.Unknown);
        fields.Must(person is null || await owners.MayOwnAsync(record, person), "person", "The complaint is about this person, or theirs: choose another.");
        var owner = person is null ? null : await owners.OwnerAsync(person, record.Opened.Category.Role, OwnerReason.HandedOver, why);
        return owner ?? new ComplaintOwner(new StaffPerson("", "", ""), "", OwnerReason.HandedOver, why);
    }

    static DateTimeOffset ReadTime(FieldReader fields, string name, string empty)
    {
        var at = fields.Time(name);
        fields.Must(at is not null, name, empty, FieldCodes.Required);
        return at?.ToUniversalTime() ?? default;
    }

    static bool? YesNo(string? text) => text switch { "yes" => true, "no" => false, _ => null };

    static decimal? Money(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var amount) && amount is >= 0 and <= 1_000_000 && decimal.Round(amount, 2) == amount
            ? amount
            : null;

    static FieldRule Letter(string what, string empty) => new(what, ComplaintFields.LongestLetter, empty) { IsFree = true, HasLines = true };
}

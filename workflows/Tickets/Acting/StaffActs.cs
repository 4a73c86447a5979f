using System.Globalization;
using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Staff;
using MemberServices.Tickets.Counting;
using MemberServices.Tickets.Opening;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tickets.Acting;

/// <summary>What staff do with a ticket, from the fields of a request: one set of rules for the API, the staff page and Teams.</summary>
public sealed class StaffActs(TicketCases cases, TicketDesk desk, StaffDirectory staff)
{
    static readonly FieldRule Why = FieldRules.Reason("the reason", "Say why. Only staff read it.");
    static readonly FieldRule Again = FieldRules.Reason("the text", "Say what isn't solved. The customer reads it.");
    static readonly FieldRule Complaint = TicketFields.Text with { Empty = "Write what the customer complains about." };
    static readonly FieldRule Category = new("what the complaint is about", 40, Empty: null);
    static readonly FieldRule About = new("about whom it is", 200, Empty: null) { IsFree = true };
    static readonly FieldRule ToCustomer = FieldRules.Reason("the text for the customer", "Write what the customer will read.");
    static readonly FieldRule ToCustomerOrNone = FieldRules.Reason("the text for the customer", empty: null);
    static readonly FieldRule PriorityRule = FieldRules.Choice("the priority", "Choose the priority.", $"Choose one of {string.Join(", ", EnumNames<Priority>.All)}.", [.. EnumNames<Priority>.All]);
    static readonly FieldRule Promise = FieldRules.Choice("the promise", "Say which promise gets a new time.", $"Choose one of {string.Join(", ", EnumNames<ClockKind>.All)}.", [.. EnumNames<ClockKind>.All]);
    static readonly FieldRule Until = new("the new time", 40, "Send the new time, such as 2026-12-17T14:52:00-06:00.")
    {
        Problem = text => Time(text) is null ? "Send the new time with its zone, such as 2026-12-17T14:52:00-06:00." : null,
    };

    static readonly FieldRule Person = FieldRules.Email("the email address of who takes it");
    static readonly FieldRule Of = new("the other ticket's number", 40, "Send the number of the ticket that it repeats.");

    /// <summary>Every act there is, as the address names it.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["answer", "note", "hold", "resume", "move", "prioritize", "extend", "take", "resolve", "reopen", "close-duplicate", "complain"];

    /// <summary>Does it for somebody of the staff whom a system names: <c>by</c> is looked up.</summary>
    public async Task<InterventionResult<EntryReceipt>> ApplyAsync(
        DurableTaskClient client, CaseId id, string kind, FieldReader fields, CancellationToken cancellationToken = default)
    {
        if (await cases.ReadAsync(id, cancellationToken) is null)
        {
            return InterventionResult<EntryReceipt>.Refused(InterventionState.Unknown, $"There is no ticket {id}. Look at its number.");
        }
        var person = await staff.ReadByAsync(fields);
        return await ApplyAsync(client, id, kind, fields, person, person is null ? Actor.Timer : Actor.SystemFor(person.Name), Channel.Api, cancellationToken);
    }

    /// <summary>Does it for somebody who is known.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="id">A ticket that is there.</param>
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
        var act = await ReadAsync(record, kind, fields, person, cancellationToken) with { Seen = fields.Integer("seen") };
        if (fields.Errors.Count > 0)
        {
            return InterventionResult<EntryReceipt>.Invalid(fields.Errors);
        }
        if (act.What is TicketClosing { Of: { } kept } && record.State.Phase != TicketPhase.Closed)
        {
            // First, so that nothing is lost when we go down in between; again, it is the same note.
            await desk.ApplyAsync(client, kept, TicketActs.Note($"{id} repeats this one: {record.Opened.Request.Text}"), by, channel, cancellationToken);
        }
        return await desk.ApplyAsync(client, id, act, by, channel, cancellationToken);
    }

    async Task<TicketAct> ReadAsync(TicketRecord record, string kind, FieldReader fields, StaffPerson? person, CancellationToken cancellationToken) => kind switch
    {
        "answer" => TicketActs.Answer(fields.Text("text", TicketFields.Text), waits: false),
        "hold" => TicketActs.Answer(fields.Text("text", TicketFields.Text), waits: true),
        "note" => TicketActs.Note(fields.Text("text", TicketFields.Text)),
        "resume" => TicketActs.Resume(),
        "move" => TicketActs.Move(Level(fields), fields.Text("reason", Why), fields.OptionalText("toCustomer", ToCustomerOrNone)),
        "prioritize" => TicketActs.Prioritize(EnumNames<Priority>.TryParse(fields.Text("priority", PriorityRule), out var priority) ? priority : Priority.Normal, fields.Text("reason", Why)),
        "extend" => TicketActs.Extend(
            ClockOf(record, fields.Text("promise", Promise)), Time(fields.Text("until", Until)) ?? default, fields.Text("toCustomer", ToCustomer), fields.Text("reason", Why)),
        "take" => await TakeAsync(fields, person),
        "reopen" => TicketActs.Reopen(fields.Text("text", Again)),
        "resolve" => TicketActs.Resolve(fields.Text("text", TicketFields.Text)),
        "complain" => TicketActs.Complain(new TicketComplaint(fields.Text("text", Complaint), fields.OptionalText("category", Category), fields.OptionalText("about", About))),
        "close-duplicate" => await DuplicateAsync(record, fields, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No act of the staff."),
    };

    static int Level(FieldReader fields)
    {
        var level = fields.Integer("level");
        fields.Must(level is not null, "level", "Say to which level, from 1.", FieldCodes.Required);
        return level ?? 0;
    }

    /// <summary>The clock that runs for a promise now, or ran last.</summary>
    static string ClockOf(TicketRecord record, string promise) =>
        TicketClocks.Of(record.Opened, record.State).LastOrDefault(clock => EnumNames<ClockKind>.Of(clock.Kind) == promise)?.Id ?? promise;

    /// <summary>Whoever takes it themselves needs no reason; handing it to somebody else does.</summary>
    async Task<TicketAct> TakeAsync(FieldReader fields, StaffPerson? person)
    {
        var address = fields.OptionalText("person", Person with { Empty = null });
        if (address is null || person is not null && address.Equals(person.Email, StringComparison.OrdinalIgnoreCase))
        {
            return TicketActs.Take(person?.Name ?? "", person?.Email ?? "", null);
        }
        var other = fields.Errors.Count == 0 ? (await staff.FindAsync(address))?.Person : null;
        fields.Must(other is not null, "person", "Nobody of the staff has this email address.", FieldCodes.Unknown);
        return TicketActs.Take(other?.Name ?? "", other?.Email ?? "", fields.Text("reason", Why));
    }

    async Task<TicketAct> DuplicateAsync(TicketRecord record, FieldReader fields, CancellationToken cancellationToken)
    {
        var of = fields.Text("of", Of);
        var isTicket = CaseId.TryParse(of, out var other) && other.Kind == CaseKind.Ticket && other != record.Id
            && await cases.ReadAsync(other, cancellationToken) is not null;
        fields.Must(isTicket, "of", "Send the number of another ticket that there is.", FieldCodes.Unknown);
        if (isTicket && await cases.ReadAsync(other, cancellationToken) is { } kept)
        {
            var (theirs, ours) = (kept.Opened.Request, record.Opened.Request);
            fields.Must(
                EmailAddress.AreSame(theirs.Email, ours.Email) || theirs.MemberKey is { } key && key == ours.MemberKey, "of",
                "That ticket is somebody else's: they would no longer hear of their own. Answer both.");
            fields.Must(kept.State.Phase != TicketPhase.Closed, "of", "That ticket is closed. Reopen it first, or keep this one.");
        }
        return TicketActs.CloseAsDuplicate(other);
    }

    static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && text.Contains('T', StringComparison.Ordinal) ? at.ToUniversalTime() : null;
}

using MemberServices.Cases;
using MemberServices.Pages;
using MemberServices.Policies;
using MemberServices.Tickets.Counting;

namespace MemberServices.Tickets.Telling;

/// <summary>
/// What each entry of a ticket's log asks for: mails, events, work for managers. Done once for each: a note of the log says
/// that it was done, and whoever goes down in between does it again under the same ids.
/// </summary>
public sealed class TicketConsequences(TicketCases cases, TicketNotifier notifier, TicketMails mails, CaseWorkItems work, LocalTimes times, TimeProvider clock)
{
    const string Unanswered = "unanswered";

    public async Task FollowAsync(TicketRecord record)
    {
        await OnceAsync(record, 0, () => OpenedAsync(record));
        foreach (var entry in record.Entries)
        {
            await OnceAsync(record, entry.Number, () => FollowAsync(record, entry));
        }
    }

    async Task OnceAsync(TicketRecord record, int entry, Func<Task> act)
    {
        if (!record.IsFollowed(entry))
        {
            await act();
            await notifier.CountAsync(record, entry);
            await cases.AddNoteAsync(record.Id, new CaseNote(FollowedEntries.NoteOf(entry), clock.GetUtcNow(), Actor.Timer, ""));
        }
    }

    async Task OpenedAsync(TicketRecord record)
    {
        var opened = record.Opened;
        await notifier.ReportAsync(record, "ticket.opened", null, $"Ticket opened: {opened.Request.Subject}");
        var calendar = opened.CalendarOf(1);
        await notifier.TellAsync(
            record, "ticket.received", 0,
            // Whoever confirms in the morning what they sent at night reads it when we are there.
            email => mails.Received(email, opened, calendar.IsOpen(opened.KnownAt) || opened.Request.Priority == Priority.Urgent ? null : calendar.NextOpen(opened.KnownAt)));
    }

    Task FollowAsync(TicketRecord record, CaseEntry entry) => entry.Kind switch
    {
        TicketChanges.Replied => RepliedAsync(record, entry),
        TicketChanges.Answered => AnsweredAsync(record, entry, entry.Read<TicketAnswer>()),
        TicketChanges.Noted => notifier.ReportAsync(record, "ticket.noted", entry, $"Note of {entry.By.PersonName}, for staff"),
        TicketChanges.Resumed => notifier.ReportAsync(record, "ticket.resumed", entry, $"{entry.By.PersonName} goes on without waiting"),
        TicketChanges.Moved => MovedAsync(record, entry, entry.Read<TicketMove>()),
        TicketChanges.Prioritized => notifier.ReportAsync(
            record, "ticket.prioritized", entry, $"Priority {EnumNames<Priority>.Of(entry.Read<TicketPriority>().Priority)}, by {entry.By.PersonName}"),
        TicketChanges.Extended => ExtendedAsync(record, entry, entry.Read<TicketExtension>()),
        TicketChanges.Taken => notifier.ReportAsync(
            record, "ticket.taken", entry, $"{entry.Read<TicketTaking>().Name} has it"),
        TicketChanges.Resolved => ResolvedAsync(record, entry, entry.Read<TicketResolution>()),
        TicketChanges.Confirmed => ConfirmedAsync(record, entry, entry.Read<TicketConfirmation>()),
        TicketChanges.Reopened => ReopenedAsync(record, entry),
        TicketChanges.Closed => ClosedAsync(record, entry, entry.Read<TicketClosing>()),
        TicketChanges.ManagerAsked => ManagerAskedAsync(record, entry),
        TicketChanges.Complained => ComplainedAsync(record, entry, entry.Read<TicketComplaint>()),
        TicketChanges.Passed => PassedAsync(record, entry, entry.Read<TicketThreshold>().Timer),
        _ => throw new InvalidOperationException($"A ticket's log has an entry of the kind {entry.Kind}."),
    };

    /// <summary>The customer's words are never answered by a mail of ours alone: two programs would write to each other for ever.</summary>
    async Task RepliedAsync(TicketRecord record, CaseEntry entry)
    {
        await notifier.ReportAsync(record, "ticket.replied", entry, entry.By.Kind == ActorKind.Staff ? $"{entry.By.PersonName} noted what the customer said" : "The customer wrote");
        if (Before(record, entry).Phase == TicketPhase.Closed)
        {
            await AskAsync(record, entry, "reply", record.Opened.Policy.Levels[record.State.Level - 1].Role, "Read what came to a closed ticket, and reopen it if it isn’t solved");
        }
    }

    async Task AnsweredAsync(TicketRecord record, CaseEntry entry, TicketAnswer answer)
    {
        await CloseUnansweredAsync(record);
        await notifier.ReportAsync(record, "ticket.answered", entry, $"{entry.By.PersonName} answered{(answer.Waits ? ", and waits for the customer" : "")}");
        if (answer.Message is not null)
        {
            // They heard it where it was said.
            return;
        }
        await notifier.TellAsync(
            record, "ticket.answered", entry.Number, email => mails.Answered(email, entry.By.PersonName, answer.Text, answer.Waits, SilenceEnds(record)));
    }

    async Task MovedAsync(TicketRecord record, CaseEntry entry, TicketMove move)
    {
        var before = Before(record, entry);
        var level = record.Opened.Policy.Levels[move.Level - 1].Name;
        await notifier.ReportAsync(record, "ticket.moved", entry, $"Moved to {level}, by {entry.By.PersonName}", new { from = before.Level, move.Timer });
        await notifier.TellAsync(record, "ticket.moved", entry.Number, email => mails.Moved(email, move.ToCustomer, isHigher: move.Level > before.Level));
    }

    async Task ExtendedAsync(TicketRecord record, CaseEntry entry, TicketExtension extension)
    {
        await notifier.ReportAsync(record, "ticket.extended", entry, $"A new time, by {entry.By.PersonName}", new { extension.Clock, extension.Until });
        await notifier.TellAsync(record, "ticket.extended", entry.Number, email => mails.Extended(email, extension.ToCustomer, extension.Until));
    }

    async Task ResolvedAsync(TicketRecord record, CaseEntry entry, TicketResolution resolution)
    {
        await CloseUnansweredAsync(record);
        await notifier.ReportAsync(record, "ticket.resolved", entry, resolution.Text is null ? "Taken to be solved: the customer was silent" : $"Resolved by {entry.By.PersonName}");
        if (SilenceEnds(record) is { } closes)
        {
            await notifier.TellAsync(record, "ticket.resolved", entry.Number, email => mails.Resolved(email, resolution.Text, closes));
        }
    }

    async Task ConfirmedAsync(TicketRecord record, CaseEntry entry, TicketConfirmation confirmation)
    {
        await notifier.ReportAsync(
            record, "ticket.confirmed", entry, $"The customer said {EnumNames<SolvedAnswer>.Of(confirmation.Answer)}", new { answer = EnumNames<SolvedAnswer>.Of(confirmation.Answer) });
        if (confirmation.Answer == SolvedAnswer.Yes)
        {
            await ClosedAsync(record, entry, new TicketClosing(TicketEnd.Confirmed));
        }
        else
        {
            await ReopenedAsync(record, entry);
        }
    }

    async Task ReopenedAsync(TicketRecord record, CaseEntry entry)
    {
        await notifier.ReportAsync(record, "ticket.reopened", entry, "Reopened: it isn’t solved");
        await notifier.TellAsync(record, "ticket.reopened", entry.Number, email => mails.Reopened(email, isTheirs: entry.By.Kind == ActorKind.Customer));
        if (Until(record, entry).IsForManager)
        {
            await AskAsync(record, entry, "reopened", StaffRoles.Managers, "See to a ticket that wasn’t solved again");
        }
    }

    async Task ClosedAsync(TicketRecord record, CaseEntry entry, TicketClosing closing)
    {
        await work.CloseAllAsync(record.Id, "The ticket is closed");
        await notifier.ReportAsync(
            record, "ticket.closed", entry, $"Closed: {EnumNames<TicketEnd>.Of(closing.How)}",
            new { how = EnumNames<TicketEnd>.Of(closing.How), of = closing.Of?.ToString(), Until(record, entry).Episode, solved = closing.How is TicketEnd.Confirmed or TicketEnd.Silence ? SolutionOf(record, entry.Number) : null });
        var because = closing.How switch
        {
            TicketEnd.Confirmed => "you said that it is solved. Thank you.",
            TicketEnd.Silence => "we asked you whether it is solved and did not hear from you, so we closed it.",
            TicketEnd.SolvedItself => "you told us that it solved itself. Thank you.",
            TicketEnd.Withdrawn => "your data are to be erased, as you asked us.",
            TicketEnd.Duplicate => $"it is about the same as {closing.Of}, where we go on.",
            _ => throw new ArgumentOutOfRangeException(nameof(closing), closing.How, "An end without words."),
        };
        await notifier.TellAsync(record, "ticket.closed", entry.Number, email => mails.Closed(email, because, closing.How == TicketEnd.Withdrawn ? null : entry.At.AddDays(record.Opened.Policy.ReopenDays)));
    }

    /// <summary>Who solved it, and when: of a ticket that was reopened, the last time. Null: nobody.</summary>
    /// <param name="record">The ticket.</param>
    /// <param name="until">By which entry.</param>
    public static TicketSolution? SolutionOf(TicketRecord record, int until) =>
        record.Entries.LastOrDefault(entry => entry.Kind == TicketChanges.Resolved && entry.Number <= until) is not { } solved ? null
        : new TicketSolution(solved.At, record.Opened.Request.Subject, solved.By.Kind == ActorKind.Staff ? solved.By.PersonName : Until(record, solved).Person?.Name);

    /// <summary>The words are the message: a complaint begins from them.</summary>
    Task ComplainedAsync(TicketRecord record, CaseEntry entry, TicketComplaint complaint) => notifier.ReportAsync(
        record, "ticket.complained", entry, $"{entry.By.PersonName} took it for a complaint", new { complaint.Text, complaint.Category, complaint.About, record.Opened.Request.Phone });

    async Task ManagerAskedAsync(TicketRecord record, CaseEntry entry)
    {
        var due = record.Opened.CalendarOf(record.State.Level).Add(entry.At, TimeSpan.FromHours(1));
        await notifier.ReportAsync(record, "ticket.manager-asked", entry, "The customer asks for a manager");
        await AskAsync(record, entry, "manager", StaffRoles.Managers, "Call the customer, who asks for a manager", due);
        await notifier.TellAsync(record, "ticket.manager-asked", entry.Number, email => mails.ManagerAsked(email, due));
    }

    /// <summary>A timer that fires late looks first whether somebody still waits: what is over is only counted.</summary>
    async Task PassedAsync(TicketRecord record, CaseEntry entry, string id)
    {
        var timer = TicketTimers.Of(record.Opened, Before(record, entry)).First(each => each.Id == id);
        var isOver = timer.Clock?.StoppedAt is not null || record.State.Phase == TicketPhase.Closed;
        switch (timer.Kind)
        {
            case TimerKind.Warn:
                await notifier.ReportAsync(record, "ticket.warned", entry, $"A promise is near: {Words(timer)}", new { timer = id, timer.Clock!.DueAt, isOver });
                break;
            case TimerKind.Miss:
                await notifier.ReportAsync(record, "ticket.missed", entry, $"A promise was missed: {Words(timer)}", new { timer = id, timer.Clock!.DueAt, isOver });
                if (isOver)
                {
                    break;
                }
                if (timer.Clock!.Kind == ClockKind.Resolution || Until(record, entry).IsForManager)
                {
                    await AskAsync(record, entry, "missed", StaffRoles.Managers, $"See to a missed promise: {Words(timer)}");
                }
                // A promise that was over before we heard of the question was made to nobody.
                if (timer.At > record.Opened.KnownAt)
                {
                    await notifier.TellAsync(record, "ticket.missed", entry.Number, email => mails.Missed(email, timer.At));
                }
                break;
            case TimerKind.Manager:
                var confirmed = record.Opened.ConfirmedAt is { } at ? $" (form sent {times.Short(record.Opened.ReceivedAt)}, confirmed {times.Short(at)})" : "";
                await notifier.ReportAsync(record, "ticket.unanswered", entry, $"Nobody has answered yet{confirmed}", new { timer = id, isOver });
                if (!isOver)
                {
                    await AskAsync(record, entry, Unanswered, StaffRoles.Managers, $"See to a ticket that nobody has answered{confirmed}");
                }
                break;
            case TimerKind.Remind when SilenceEnds(record) is { } ends:
                await notifier.ReportAsync(record, "ticket.reminded", entry, "The customer was reminded");
                await notifier.TellAsync(
                    record, "ticket.reminded", entry.Number,
                    email => record.State.Phase == TicketPhase.Waiting ? mails.WaitingReminder(email, ends) : mails.ResolvedReminder(email, ends), isReminder: true);
                break;
        }
    }

    async Task CloseUnansweredAsync(TicketRecord record)
    {
        foreach (var passed in record.Entries.Where(each => each.Kind == TicketChanges.Passed && each.Read<TicketThreshold>().Timer == TicketTimers.ManagerId))
        {
            await work.CloseAsync(record.Id, passed.Number, Unanswered, StaffRoles.Managers, "Somebody answered");
        }
    }

    Task AskAsync(TicketRecord record, CaseEntry entry, string kind, string role, string what, DateTimeOffset? due = null) => work.OpenAsync(
        record.Id, entry.Number, kind, role, $"{what}: {record.Opened.Request.Subject}", record.Opened.Request.MemberKey, due is { } at ? new CaseWorkItemTime(at) : null);

    static DateTimeOffset? SilenceEnds(TicketRecord record) => TicketTimers.Of(record.Opened, record.State).FirstOrDefault(timer => timer.Kind == TimerKind.GoOn)?.At;

    static TicketState Before(TicketRecord record, CaseEntry entry) => TicketState.Fold(record.Opened, record.Entries.Where(each => each.Number < entry.Number));

    static TicketState Until(TicketRecord record, CaseEntry entry) => TicketState.Fold(record.Opened, record.Entries.Where(each => each.Number <= entry.Number));

    static string Words(TicketTimer timer) => timer.Clock!.Kind switch
    {
        ClockKind.FirstResponse => "the first response",
        ClockKind.NextUpdate => "the next word to the customer",
        ClockKind.Resolution => "the resolution",
        _ => throw new ArgumentOutOfRangeException(nameof(timer), timer.Clock.Kind, "A clock without words."),
    };
}

using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Policies;
using MemberServices.Tickets;
using MemberServices.Tickets.Counting;

namespace MemberServices.Tests.Tickets;

/// <summary>The clocks of a ticket on the sample's calendar: 8:30 to 17:00, Monday to Friday; each expected time was computed by hand.</summary>
public sealed class WhenATimeIsCounted
{
    static readonly PolicyFile Policies = PolicyReader.Load(Path.Combine(Repository.Root, "policies.json"));

    static readonly Actor Staff = new(ActorKind.Staff, "Sarah"), Customer = new(ActorKind.Customer, "Priya");

    /// <summary>What happened, as "wait 03-02 10:00; reply 03-02 11:00", and which clock is due when.</summary>
    [Theory]
    // The same business day, at least four hours of open time.
    [InlineData("03-02 09:00", "normal", "", "resolution-1", "03-02 17:00")]
    [InlineData("03-02 15:00", "normal", "", "resolution-1", "03-03 10:30")]
    [InlineData("03-02 13:00", "normal", "", "resolution-1", "03-02 17:00")]
    [InlineData("03-02 13:01", "normal", "", "resolution-1", "03-03 08:31")]
    [InlineData("03-01 12:00", "normal", "", "resolution-1", "03-02 17:00")]
    [InlineData("03-06 18:00", "normal", "", "resolution-1", "03-09 17:00")]
    // Four hours of open time; two business days.
    [InlineData("03-02 09:00", "high", "", "resolution-1", "03-02 13:00")]
    [InlineData("03-06 15:00", "high", "", "resolution-1", "03-09 10:30")]
    [InlineData("03-02 09:00", "low", "", "resolution-1", "03-04 09:00")]
    [InlineData("03-06 16:00", "low", "", "resolution-1", "03-10 16:00")]
    // Around the clock; the clocks go forward on March 8 at 2:00 and back on November 1.
    [InlineData("03-02 22:00", "urgent", "", "resolution-1", "03-03 02:00")]
    [InlineData("03-07 23:30", "urgent", "", "resolution-1", "03-08 04:30")]
    [InlineData("10-31 23:30", "urgent", "", "resolution-1", "11-01 02:30")]
    // A holiday between: Memorial Day is May 25.
    [InlineData("05-22 16:00", "low", "", "resolution-1", "05-27 16:00")]
    [InlineData("05-22 16:00", "high", "", "resolution-1", "05-26 11:30")]
    // What we waited for the customer is given back, in open time alone.
    [InlineData("03-02 09:00", "high", "wait 03-02 10:00; reply 03-02 11:00", "resolution-1", "03-02 14:00")]
    [InlineData("03-02 09:00", "high", "wait 03-02 16:00; reply 03-03 09:30", "resolution-1", "03-02 13:00")]
    [InlineData("03-02 09:00", "low", "wait 03-02 16:00; reply 03-03 09:30", "resolution-1", "03-04 11:00")]
    [InlineData("03-02 09:00", "low", "wait 03-02 18:00; reply 03-03 08:00", "resolution-1", "03-04 09:00")]
    [InlineData("03-02 09:00", "low", "wait 03-03 09:00; reply 03-05 09:00", "resolution-1", "03-06 09:00")]
    [InlineData("03-02 09:00", "high", "wait 03-02 10:00; reply 03-02 10:10; wait 03-02 10:20; reply 03-02 10:30; wait 03-02 10:40; reply 03-02 10:50", "resolution-1", "03-02 13:30")]
    [InlineData("03-02 09:00", "high", "wait 03-02 10:00", "resolution-1", null)]
    // Another level counts by its own target, from when it got the ticket.
    [InlineData("03-02 09:00", "normal", "move-2 03-02 15:35", "resolution-2", "03-04 15:35")]
    [InlineData("03-02 09:00", "normal", "move-2 03-02 15:35; wait 03-03 08:50; reply 03-03 09:38", "resolution-2", "03-04 16:23")]
    [InlineData("03-02 09:00", "normal", "move-2 03-02 15:35; move-3 03-03 10:00", "resolution-3", "03-10 10:00")]
    // The former level's clock ended with the move.
    [InlineData("03-02 09:00", "normal", "move-2 03-02 15:35", "resolution-1", null)]
    [InlineData("03-02 09:00", "high", "move-2 03-02 15:35", "resolution-1", "03-02 13:00")]
    // Another priority is counted from the opening, pauses kept.
    [InlineData("03-02 09:00", "low", "wait 03-02 10:00; reply 03-02 11:00; high 03-02 11:30", "resolution-1", "03-02 14:00")]
    [InlineData("03-02 09:00", "high", "low 03-02 11:30", "resolution-1", "03-04 09:00")]
    [InlineData("03-02 16:30", "normal", "urgent 03-02 16:40", "resolution-1", "03-02 20:30")]
    // Reopened, it goes on with the time that it had used.
    [InlineData("03-02 09:00", "low", "resolve 03-03 09:00; partly 03-05 09:00", "resolution-1", "03-06 09:00")]
    [InlineData("03-02 09:00", "low", "resolve 03-03 09:00; no 03-05 09:00", "resolution-2", "03-12 09:00")]
    [InlineData("03-02 09:00", "high", "resolve 03-02 10:00; yes 03-02 11:00; reopen 03-04 12:00", "resolution-1", "03-04 15:00")]
    // The first response: a person's first word.
    [InlineData("03-02 09:00", "normal", "", "first-response", "03-02 09:30")]
    [InlineData("03-02 16:50", "normal", "", "first-response", "03-03 08:50")]
    [InlineData("03-07 12:00", "normal", "", "first-response", "03-09 09:00")]
    [InlineData("03-02 22:00", "urgent", "", "first-response", "03-02 22:30")]
    [InlineData("03-02 09:00", "normal", "answer 03-02 09:20", "first-response", null)]
    [InlineData("03-02 09:00", "normal", "answer 03-02 09:30", "first-response", "03-02 09:30")]
    [InlineData("03-02 09:00", "normal", "answer 03-02 09:31", "first-response", "03-02 09:30")]
    [InlineData("03-02 09:00", "normal", "note 03-02 09:10; take 03-02 09:11", "first-response", "03-02 09:30")]
    [InlineData("03-02 09:00", "normal", "resolve 03-02 09:10", "first-response", null)]
    // The next word: from the customer's first since ours; further ones don't move it.
    [InlineData("03-02 09:00", "normal", "answer 03-02 09:10; reply 03-02 10:00", "next-update-1", "03-03 10:00")]
    [InlineData("03-02 09:00", "normal", "answer 03-02 09:10; reply 03-02 10:00; reply 03-02 15:00", "next-update-1", "03-03 10:00")]
    [InlineData("03-02 09:00", "high", "answer 03-02 09:10; reply 03-02 15:00", "next-update-1", "03-03 10:30")]
    [InlineData("03-02 09:00", "urgent", "answer 03-02 09:10; reply 03-02 23:30", "next-update-1", "03-03 00:30")]
    // A day after the next opening is the end of that day: no open time lies between.
    [InlineData("03-02 09:00", "normal", "answer 03-02 09:10; reply 03-06 18:00", "next-update-1", "03-09 17:00")]
    [InlineData("03-02 09:00", "normal", "answer 03-02 09:10; reply 03-02 10:00; answer 03-02 10:05", "next-update-1", null)]
    [InlineData("03-02 09:00", "normal", "answer 03-02 09:10; reply 03-02 10:00; answer 03-02 10:05; reply 03-02 11:00", "next-update-2", "03-03 11:00")]
    [InlineData("03-02 09:00", "normal", "wait 03-02 09:10; reply 03-02 10:00", "next-update-1", "03-03 10:00")]
    // Reopened: two business hours.
    [InlineData("03-02 09:00", "normal", "resolve 03-02 10:00; partly 03-02 16:00", "next-update-1", "03-03 09:30")]
    [InlineData("03-02 09:00", "normal", "resolve 03-02 10:00; yes 03-02 10:30; reopen 03-07 12:00", "next-update-1", "03-09 10:30")]
    // Words where yes or no was asked for are answered, and change nothing else.
    [InlineData("03-02 09:00", "normal", "resolve 03-02 10:00; reply 03-02 11:00", "next-update-1", "03-03 11:00")]
    // A new time stands as it was given.
    [InlineData("03-02 09:00", "normal", "extend-resolution-1 03-02 10:00 03-05 12:00", "resolution-1", "03-05 12:00")]
    [InlineData("03-02 09:00", "normal", "extend-resolution-1 03-02 10:00 03-05 12:00; extend-resolution-1 03-02 11:00 03-09 12:00", "resolution-1", "03-05 12:00")]
    // What we hear of late is judged by when it happened.
    [InlineData("03-02 09:00", "high", "reply 03-02 11:00; wait 03-02 10:00", "resolution-1", "03-02 14:00")]
    [InlineData("03-02 09:00", "normal", "answer 03-02 09:40; answer 03-02 09:20", "first-response", null)]
    // Before the opening is at the opening.
    [InlineData("03-02 09:00", "normal", "answer 03-02 08:50", "first-response", null)]
    public void It_is_due_then(string opened, string priority, string happened, string clock, string? due)
    {
        var ticket = Ticket(opened, priority);
        var state = TicketState.Fold(ticket, Entries(happened));

        var counted = Assert.Single(TicketClocks.Of(ticket, state), each => each.Id == clock);

        Assert.Equal(due, counted.DueAt is { } at ? Shown(at) : null);
    }

    [Theory]
    [InlineData("03-02 09:00", "normal", "resolution-1.warned", "03-02 15:24")]
    [InlineData("03-02 09:00", "normal", "first-response.warned", "03-02 09:24")]
    [InlineData("03-02 09:00", "normal", "first-response.manager", "03-02 10:00")]
    [InlineData("03-02 16:50", "normal", "first-response.warned", "03-03 08:44")]
    [InlineData("03-02 09:00", "urgent", "resolution-1.warned", "03-02 12:12")]
    public void It_warns_and_tells_the_manager_then(string opened, string priority, string timer, string at)
    {
        var ticket = Ticket(opened, priority);

        var found = Assert.Single(TicketTimers.Of(ticket, TicketState.Fold(ticket, [])), each => each.Id == timer);

        Assert.Equal(at, Shown(found.At));
    }

    [Fact]
    public void The_record_adds_up_to_what_was_used()
    {
        var ticket = Ticket("03-02 09:00", "low");
        var state = TicketState.Fold(ticket, Entries("wait 03-02 16:00; reply 03-03 09:30; wait 03-03 10:00; reply 03-03 12:00"));
        var clock = TicketClocks.Of(ticket, state).Single(each => each.Kind == ClockKind.Resolution);

        var record = clock.Clock.Listing(clock.DueAt!.Value);

        Assert.Equal(clock.Target, TimeSpan.FromTicks(record.Where(line => line.State == ClockState.Running).Sum(line => (line.To - line.From).Ticks)));
        Assert.Equal(240, record.Where(line => line.State == ClockState.Paused).Sum(line => line.Minutes));
    }

    [Fact]
    public void The_order_in_which_we_hear_of_it_changes_nothing()
    {
        var ticket = Ticket("03-02 09:00", "normal");
        var entries = Entries("answer 03-02 09:20; reply 03-02 10:00; wait 03-02 10:30; reply 03-02 15:00; move-2 03-02 15:35; resolve 03-03 09:00; no 03-03 10:00; high 03-03 11:00");
        var random = new Random(7);
        var expected = TicketTimers.Of(ticket, TicketState.Fold(ticket, entries)).Select(timer => (timer.Id, timer.At)).ToList();

        for (var i = 0; i < 200; i++)
        {
            var shuffled = entries.ToArray();
            random.Shuffle(shuffled);
            Assert.Equal(expected, TicketTimers.Of(ticket, TicketState.Fold(ticket, shuffled)).Select(timer => (timer.Id, timer.At)));
        }
    }

    static TicketOpened Ticket(string at, string priority) => new(
        new TicketRequest("Priya Raman", "priya@example.com", null, null, "other", Enum.Parse<Priority>(priority, true), "Photos vanish", "They do."), At(at), Customer, Channel.Form,
        Policies.Tickets, [.. Policies.Tickets.Levels.Select(_ => Policies.Calendars.Named[Policies.Calendars.Default].ToPolicy())]);

    static List<CaseEntry> Entries(string happened) =>
        [.. happened.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select((each, i) => Entry(each.Split(' ')) with { Number = i + 1 })];

    static CaseEntry Entry(string[] words)
    {
        var (what, at) = (words[0], At($"{words[1]} {words[2]}"));
        return what switch
        {
            "reply" => Of(TicketChanges.Replied, Customer, new TicketWords("It does.")),
            "answer" => Of(TicketChanges.Answered, Staff, new TicketAnswer("We look.")),
            "wait" => Of(TicketChanges.Answered, Staff, new TicketAnswer("How large?", Waits: true)),
            "note" => Of(TicketChanges.Noted, Staff, new TicketWords("Odd.")),
            "take" => Of(TicketChanges.Taken, Staff, new TicketTaking("Sarah", "sarah@example.com")),
            "resolve" => Of(TicketChanges.Resolved, Staff, new TicketResolution("Mended.")),
            "yes" or "partly" or "no" => Of(TicketChanges.Confirmed, Customer, new TicketConfirmation(Enum.Parse<SolvedAnswer>(what, true), "Not yet.")),
            "reopen" => Of(TicketChanges.Reopened, Customer, new TicketWords("Again.")),
            _ when what.StartsWith("move-") => Of(TicketChanges.Moved, Staff, new TicketMove(what[^1] - '0', "Repeatable")),
            _ when what.StartsWith("extend-") => Of(TicketChanges.Extended, Staff, new TicketExtension(what["extend-".Length..], At($"{words[3]} {words[4]}"), "Later.", "Vendor")),
            _ => Of(TicketChanges.Prioritized, Staff, new TicketPriority(Enum.Parse<Priority>(what, true), "It presses")),
        };

        CaseEntry Of<T>(string kind, Actor by, T said) => CaseEntry.Of(kind, at, by, Channel.Api, said);
    }

    static readonly BusinessCalendar Calendar = new(Policies.Calendars.Named[Policies.Calendars.Default].ToPolicy());

    static DateTimeOffset At(string text) =>
        new LocalTime(int.Parse(text[..2]), int.Parse(text[3..5]), int.Parse(text[6..8]), int.Parse(text[9..11])).InChicago();

    static string Shown(DateTimeOffset at) => Calendar.InZone(at).ToString("MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    readonly record struct LocalTime(int Month, int Day, int Hour, int Minute)
    {
        public DateTimeOffset InChicago()
        {
            var local = new DateTime(2026, Month, Day, Hour, Minute, 0);
            return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById("America/Chicago").GetUtcOffset(local)).ToUniversalTime();
        }
    }
}

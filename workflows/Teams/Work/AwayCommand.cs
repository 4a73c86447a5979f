using MemberServices.Calendar;
using MemberServices.Fields;
using MemberServices.Pages;
using MemberServices.Staff;
using MemberServices.Staff.Away;
using NodaTime;
using NodaTime.Text;

namespace MemberServices.Teams;

/// <summary>Says that whoever types it is away, and who stands in.</summary>
sealed class AwayCommand(StaffAwayTable table, StaffPeople people, CalendarPolicy calendar, LocalTimes times, StaffLinks links, TimeProvider clock) : ITeamsCommand
{
    const string From = "from", Until = "until", StandIn = "standIn", End = "end";

    static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("uuuu-MM-dd");
    static readonly FieldRule FirstDay = Day("the first day that you are away"), LastDay = Day("the last day that you are away");
    static readonly FieldRule Who = FieldRules.Email("the email address or the name of who stands in") with { Problem = _ => null };

    static readonly FieldRule Back = FieldRules.Choice("what to do", null, "Write away, away end, or from, until and stand-in.", [End]);

    public CommandUsage Usage { get; } = new(
        "away", "says that you are away, and who stands in; alone, how that is; away end, that you are back", "away from: FIRST DAY; until: LAST DAY; stand-in: ADDRESS",
        "away from: 2026-07-01; until: 2026-07-10; stand-in: diego.santos@lakeshore-mls.example")
    {
        Rest = End,
        Labels = [new(From, From), new(Until, Until), new("stand-in", StandIn)],
    };

    public async Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var (person, fields) = (call.Person.Person, call.Fields);
        if (fields.OptionalText(End, Back) is not null && fields.Errors.Count == 0)
        {
            await table.DeleteAsync(person, cancellationToken);
            return CommandAnswer.Of(new Card("You are back") { Tone = CardTone.Good, Parts = [new CardText("What falls due comes to you.")], Links = [links.Work] });
        }
        if (fields.Errors.Count == 0 && new[] { From, Until, StandIn }.All(name => fields.OptionalText(name, Any) is null))
        {
            return CommandAnswer.Of(await table.FindAsync(person, cancellationToken) is { } kept && kept.Until > clock.GetUtcNow()
                ? Shown(kept, "So it is kept")
                : new Card("You are here") { Parts = [new CardText("Nothing is kept of an absence of yours."), new CardFacts(new CardFact("Type", Usage.Line), new CardFact("Example", Usage.Example))] });
        }

        var (from, until) = (Read(fields, From, FirstDay), Read(fields, Until, LastDay));
        fields.Must(from is null || Midnight(from.Value) <= clock.GetUtcNow() + StaffAbsence.Furthest, From, "Write a day within the next two years.");
        fields.Must(from is null || until is null || until >= from, Until, "Write a day that isn’t before the first one.");
        var back = until is { } last ? Midnight(last.PlusDays(1)) : default;
        fields.Must(until is null || back > clock.GetUtcNow(), Until, "Write a day that isn’t over.");
        var standIn = await people.ReadPersonAsync(fields, StandIn, Who);
        fields.Must(standIn?.Person.Id != person.Id, StandIn, "Write somebody else: nobody stands in for themselves.");
        return from is null || standIn is null || fields.Errors.Count > 0
            ? CommandAnswer.Wrong(fields.Errors)
            : CommandAnswer.Of(Shown(
                await table.WriteAsync(new StaffAbsence(person, Midnight(from.Value), back, standIn.Person, $"{person.Name} (in Teams)", clock.GetUtcNow()), cancellationToken), "Recorded"));
    }

    static FieldRule Any { get; } = new("it", CommandText, null);

    const int CommandText = TeamsCommands.LongestText;

    Card Shown(StaffAbsence absence, string title) => new(title)
    {
        Tone = CardTone.Good,
        Parts =
        [
            new CardFacts(
                new CardFact("Away from", times.Short(absence.From)), new CardFact("Back", times.Short(absence.Until)),
                new CardFact("Stands in", absence.StandIn?.Name ?? "your role")),
            new CardText("What falls due then goes to who stands in, and comes back afterwards."),
        ],
        Links = [links.Work],
    };

    DateTimeOffset Midnight(LocalDate day) => DateTimeZoneProviders.Tzdb[calendar.TimeZone].AtStartOfDay(day).ToInstant().ToDateTimeOffset();

    static LocalDate? Read(FieldReader fields, string name, FieldRule rule) => IsDay(fields.Text(name, rule), out var day) ? day : null;

    /// <summary>The calendar's last year has no day after its last one.</summary>
    static bool IsDay(string text, out LocalDate day) => Date.Parse(text).TryGetValue(default, out day) && day.Year < 9999;

    static FieldRule Day(string what) => new(what, 10, $"Write {what}, such as 2026-07-01.")
    {
        Problem = text => IsDay(text, out _) ? null : $"Write {what} as year, month and day, such as 2026-07-01.",
    };
}

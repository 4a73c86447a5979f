using System.Globalization;
using System.Text.Json;
using MemberServices.Calendar;
using MemberServices.Mail;
using MemberServices.Messages;
using MemberServices.Policies;
using MemberServices.Staff;

namespace MemberServices.Surveys.Counting;

/// <summary>The results of the week, published each Monday: as an event for the staff's channel, and by mail to the policy's role.</summary>
public sealed class SurveyDigest(
    SurveyFigures figures, StaffDirectory staff, EmailQueue queue, EventPublisher events, SurveyPolicy policy, BusinessCalendar calendar, BrandPolicy brand, TimeProvider clock)
{
    const int Week = 7, WeeksBefore = 4;

    /// <summary>
    /// Publishes the week that ended on Sunday, unless that was done; where nobody was asked for five weeks, there is nothing to publish. Whoever
    /// goes down in between does it again under the same ids.
    /// </summary>
    public async Task PublishAsync(CancellationToken cancellationToken = default)
    {
        var today = calendar.InZone(clock.GetUtcNow()).Date.ToDateOnly();
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % Week));
        if (await figures.IsPublishedAsync(monday, cancellationToken))
        {
            return;
        }
        var (week, before) = (await OfAsync(monday.AddDays(-Week), monday.AddDays(-1), cancellationToken), await OfAsync(monday.AddDays(-Week * (WeeksBefore + 1)), monday.AddDays(-Week - 1), cancellationToken));
        if (week.All.Counts == new SurveyCounts() && before.All.Counts == new SurveyCounts())
        {
            return;
        }
        var id = string.Create(CultureInfo.InvariantCulture, $"surveys.{monday:yyyy-MM-dd}");
        var lines = LinesOf(week.All, before.All);
        await events.PublishAsync(
            new DomainEvent(
                "survey.results", DeterministicId.From(id, "results"), clock.GetUtcNow(), null, null, "system", "system",
                $"How members rate us, {Days(week)}: {string.Join("; ", lines)}",
                JsonSerializer.SerializeToElement(new { week, before, lines, role = policy.ResultsRole }, JsonSerializerOptions.Web)),
            cancellationToken);
        foreach (var person in await staff.PeopleOfAsync(policy.ResultsRole))
        {
            await queue.QueueAsync(
                new OutgoingEmail(DeterministicId.From(id, person.Id), person.Email, person.Name, Mail(week, lines), null, null, "survey.results"), cancellationToken);
        }
        await figures.SetPublishedAsync(monday, cancellationToken);
    }

    async Task<SurveyReport> OfAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        SurveyReport.Of(from, to, ResultGroup.Category, await figures.ReadAsync(from, to, cancellationToken));

    MailContent Mail(SurveyReport week, IReadOnlyList<string> lines) => new(
        $"How members rate us, {Days(week)}", $"How members rate {brand.Name}",
        [
            new Paragraph($"The week of {Days(week)}, beside the four weeks before it:"),
            .. lines.Select(line => new Paragraph(line)),
            new Details([
                .. week.Lines.Where(line => line.Counts.Rated > 0).Select(line => new DetailRow(
                    line.Of, $"{Percent(line.Csat)} satisfied{(line.HasFewAnswers ? " (few answers)" : "")}, {Count(line.Counts.Rated, "answer")}")),
            ]),
            new Paragraph("Satisfied counts 4 or 5 of 5, or yes. Recommendation is the percent of 9 and 10 less the percent of 0 to 6. Response is what was answered of the surveys that reached somebody in the week."),
        ]);

    static IReadOnlyList<string> LinesOf(SurveyResult week, SurveyResult before) =>
    [
        $"Satisfied: {Percent(week.Csat)} of {Count(week.Counts.Rated, "answer")}{Moved(week.Csat, before.Csat)}",
        $"Recommendation: {Number(week.Nps)} of {Count(week.Counts.Recommended, "answer")}{Moved(week.Nps, before.Nps)}",
        $"Response: {Percent(week.ResponseRate)} of {Count(week.Counts.Delivered, "survey")}{Moved(week.ResponseRate, before.ResponseRate)}",
        $"Calls after a low answer: {week.Counts.Low.ToString(CultureInfo.InvariantCulture)}",
    ];

    static string Moved(double? now, double? before) => (now, before) switch
    {
        (null, _) => "",
        (_, null) => ", nothing to compare with",
        ({ } a, { } b) when a == b => $", as before",
        ({ } a, { } b) => $", {(a > b ? "better" : "worse")} by {Math.Abs(a - b).ToString("0.#", CultureInfo.InvariantCulture)} than {b.ToString("0.#", CultureInfo.InvariantCulture)}",
    };

    static string Percent(double? value) => value is { } number ? $"{number.ToString("0.#", CultureInfo.InvariantCulture)}%" : "–";

    static string Count(int count, string what) => FormattableString.Invariant($"{count:#,0} {what}{(count == 1 ? "" : "s")}");

    static string Number(double? value) => value is { } number ? number.ToString("0.#", CultureInfo.InvariantCulture) : "–";

    static string Days(SurveyReport report) => string.Create(CultureInfo.InvariantCulture, $"{report.From:MMM d} to {report.To:MMM d, yyyy}");
}

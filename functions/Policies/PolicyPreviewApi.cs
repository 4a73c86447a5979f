using MemberServices.Calendar;
using MemberServices.Fields;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using NodaTime.Text;

namespace MemberServices.Policies;

/// <summary>What will happen by the policy as it is today, before anything begins.</summary>
public sealed class PolicyPreviewApi(IEnumerable<IPolicyPreview> previews, IEnumerable<ListedHolidays> holidays)
{
    const string OpenedAtRule = "Send the moment at which it opens with its offset, such as 2026-03-06T16:00:00-06:00 or 2026-03-06T22:00:00Z, in the years 2000 to 2099. In an address a + is written %2B.";

    static readonly ZonedDateTimePattern Local = ZonedDateTimePattern.CreateWithInvariantCulture("dddd, MMMM d, yyyy 'at' h:mm tt x", null);

    /// <summary>With seconds and their parts, or to the minute.</summary>
    static readonly OffsetDateTimePattern[] Moments =
    [
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFo<Z+HH:mm>"),
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<Z+HH:mm>"),
    ];

    [Function("PreviewPolicy")]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/policies/preview")] HttpRequest request)
    {
        var (kind, asked) = (request.Query["kind"].ToString().Trim(), request.Query["openedAt"].ToString().Trim());
        var preview = previews.FirstOrDefault(each => each.Kind == kind);
        var errors = new List<ProblemError>();
        if (preview is null)
        {
            errors.Add(new ProblemError("kind", $"Send one of {string.Join(", ", previews.Select(each => each.Kind).Order())}.", kind.Length == 0 ? FieldCodes.Required : FieldCodes.Unknown));
        }
        if (Read(asked) is not { } openedAt)
        {
            errors.Add(new ProblemError("openedAt", OpenedAtRule, asked.Length == 0 ? FieldCodes.Required : FieldCodes.Invalid));
            openedAt = default;
        }

        return errors.Count > 0
            ? Problems.BadRequest("Correct the parameters and ask again.", errors)
            : new JsonResult(Told(preview!, openedAt));
    }

    object Told(IPolicyPreview preview, DateTimeOffset openedAt)
    {
        var listed = holidays.First(each => each.Calendar.IsDefault);
        var stages = preview.StagesFrom(openedAt);
        var last = stages.SelectMany(stage => stage.Deadlines).Select(deadline => deadline.At).DefaultIfEmpty(openedAt).Max();
        return new
        {
            preview.Kind,
            openedAt,
            openedAtLocal = Local.Format(listed.Calendar.Time.InZone(openedAt)),
            calendar = listed.Calendar.Name,
            listed.Calendar.Policy.TimeZone,
            stages = stages.Select((stage, i) => new
            {
                stage.Id,
                stage.Name,
                note = i == 0 ? null : "As if it began at the opening: it begins when the stage before it is done.",
                deadlines = stage.Deadlines.Select(deadline => new
                {
                    deadline.Kind,
                    deadline.Number,
                    deadline.What,
                    deadline.At,
                    local = Local.Format(listed.Calendar.Time.InZone(deadline.At)),
                    deadline.How,
                }),
            }),
            warnings = listed.YearsWithout(openedAt, last).Select(listed.Remedy),
        };
    }

    /// <summary>A moment with its offset, of the years of which calendars know holidays; or null.</summary>
    static DateTimeOffset? Read(string text)
    {
        var read = Moments.Select(pattern => pattern.Parse(text.ToUpperInvariant())).FirstOrDefault(each => each.Success);
        return read?.Value.ToDateTimeOffset().ToUniversalTime() is { Year: >= HolidaysFile.FirstYear and < HolidaysFile.LastYear } at ? at : null;
    }
}

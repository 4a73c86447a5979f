using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace MemberServices.Tests.Telemetry;

/// <summary>
/// What an app exports. To be read when the app has ended: spans are the process's, so those of stories that run at the
/// same time are among them.
/// </summary>
sealed class Exported
{
    readonly List<Activity> spans = [];
    readonly List<LogRecord> lines = [];

    public IReadOnlyList<Activity> Spans => spans;

    public IReadOnlyList<LogRecord> Lines => lines;

    public void From(IHostApplicationBuilder builder) => builder.Services.AddOpenTelemetry()
        .WithTracing(tracing => tracing.AddInMemoryExporter(spans))
        .WithLogging(logging => logging.AddInMemoryExporter(lines), options => options.IncludeFormattedMessage = true);

    /// <summary>Everything in it, as text.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        foreach (var span in spans)
        {
            text.AppendLine($"{span.Source.Name} {span.DisplayName} {span.Status} {span.StatusDescription}");
            Append(text, span.TagObjects);
            foreach (var happened in span.Events)
            {
                text.AppendLine(happened.Name);
                Append(text, happened.Tags);
            }

            Append(text, span.Links.SelectMany(link => link.Tags ?? []));
        }

        foreach (var line in lines)
        {
            text.AppendLine($"{line.CategoryName} {line.Body} {line.FormattedMessage} {line.Exception}");
            Append(text, line.Attributes ?? []);
        }

        return text.ToString();
    }

    static void Append(StringBuilder text, IEnumerable<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            text.AppendLine($"  {name} = {value}");
        }
    }
}

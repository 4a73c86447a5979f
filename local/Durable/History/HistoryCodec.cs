namespace Local.Durable;

/// <summary>
/// The stored form of history: a byte for the kind of event, then its parts. An episode is one blob that begins with its
/// <see cref="EpisodeStarted"/>. Kinds are never renumbered: stored histories outlive the code.
/// </summary>
static class HistoryCodec
{
    /// <summary>So many bytes of an episode tell when it ran.</summary>
    public const int EpisodeTimeLength = 9;

    public static byte[] Encode(IReadOnlyCollection<HistoryEvent> events)
    {
        var writer = new BinaryTextWriter();
        foreach (var happened in events)
        {
            Write(writer, happened);
        }

        return writer.ToArray();
    }

    public static byte[] Encode(HistoryEvent happened) => Encode([happened]);

    /// <exception cref="FormatException">The data is not what <see cref="Encode(HistoryEvent)"/> wrote.</exception>
    public static void Decode(ReadOnlySpan<byte> data, List<HistoryEvent> into) => Guard(data, (ref BinaryTextReader reader) =>
    {
        while (!reader.AtEnd)
        {
            into.Add(Read(ref reader));
        }

        return true;
    });

    public static byte[] Encode(ExecutionStart start)
    {
        var writer = new BinaryTextWriter();
        writer.Text(start.Name);
        writer.Text(start.Version);
        writer.Text(start.Input);
        WriteTags(writer, start.Tags);
        writer.Byte((byte)((start.Parent is null ? 0 : 1) | (start.TraceParent is null ? 0 : 2)));
        if (start.Parent is { } parent)
        {
            writer.Text(parent.Name);
            writer.Text(parent.InstanceId);
            writer.Number(parent.Execution.Instance);
            writer.Number(parent.Execution.Generation);
            writer.Number(parent.StepId);
        }

        if (start.TraceParent is { } traceParent)
        {
            writer.Text(traceParent);
        }

        return writer.ToArray();
    }

    /// <exception cref="FormatException">The data is not what <see cref="Encode(ExecutionStart)"/> wrote.</exception>
    public static ExecutionStart DecodeStart(ReadOnlySpan<byte> data) => Guard(data, (ref BinaryTextReader reader) =>
    {
        var start = new ExecutionStart(reader.Text()!, reader.Text()!, reader.Text(), ReadTags(ref reader));
        var more = reader.Byte();
        return start with
        {
            Parent = (more & 1) == 0 ? null : new(reader.Text()!, reader.Text()!, new(reader.Number(), reader.Int()), reader.Int()),
            TraceParent = (more & 2) == 0 ? null : reader.Text(),
        };
    });

    /// <summary>When the episode ran whose blob begins with these bytes; null when they don't tell.</summary>
    public static DateTime? EpisodeTime(ReadOnlySpan<byte> data)
    {
        var reader = new BinaryTextReader(data);
        return data.Length >= EpisodeTimeLength && reader.Byte() == 1 ? reader.Time() : null;
    }

    static void Write(BinaryTextWriter writer, HistoryEvent happened)
    {
        switch (happened)
        {
            case EpisodeStarted(var time): writer.Byte(1); writer.Time(time); break;
            case TaskScheduled(var id, var name, var version, var input):
                writer.Byte(2); writer.Number(id); writer.Text(name); writer.Text(version); writer.Text(input); break;
            case ChildCreated(var id, var name, var version, var instance, var input, var tags):
                writer.Byte(3); writer.Number(id); writer.Text(name); writer.Text(version); writer.Text(instance);
                writer.Text(input); WriteTags(writer, tags); break;
            case TimerCreated(var id, var fireAt): writer.Byte(4); writer.Number(id); writer.Time(fireAt); break;
            case EventSent(var id, var instance, var name, var payload):
                writer.Byte(5); writer.Number(id); writer.Text(instance); writer.Text(name); writer.Text(payload); break;
            case TaskDone(var id, var result): writer.Byte(6); writer.Number(id); writer.Text(result); break;
            case TaskFailed(var id, var failure): writer.Byte(7); writer.Number(id); WriteFailure(writer, failure); break;
            case TimerFired(var id): writer.Byte(8); writer.Number(id); break;
            case EventRaised(var name, var payload): writer.Byte(9); writer.Text(name); writer.Text(payload); break;
            case Suspended(var reason): writer.Byte(10); writer.Text(reason); break;
            case Resumed(var reason): writer.Byte(11); writer.Text(reason); break;
            case Terminated(var output, var recursive):
                writer.Byte(12); writer.Text(output); writer.Byte(recursive ? (byte)1 : (byte)0); break;
            case Rewound(var reason): writer.Byte(13); writer.Text(reason); break;
            default: throw new ArgumentException($"{happened.GetType().Name} has no stored form.", nameof(happened));
        }
    }

    static HistoryEvent Read(ref BinaryTextReader reader) => reader.Byte() switch
    {
        1 => new EpisodeStarted(reader.Time()),
        2 => new TaskScheduled(reader.Int(), reader.Text()!, reader.Text()!, reader.Text()),
        3 => new ChildCreated(
            reader.Int(), reader.Text()!, reader.Text()!, reader.Text()!, reader.Text(), ReadTags(ref reader)),
        4 => new TimerCreated(reader.Int(), reader.Time()),
        5 => new EventSent(reader.Int(), reader.Text()!, reader.Text()!, reader.Text()),
        6 => new TaskDone(reader.Int(), reader.Text()),
        7 => new TaskFailed(reader.Int(), ReadFailure(ref reader)),
        8 => new TimerFired(reader.Int()),
        9 => new EventRaised(reader.Text()!, reader.Text()),
        10 => new Suspended(reader.Text()),
        11 => new Resumed(reader.Text()),
        12 => new Terminated(reader.Text(), reader.Byte() == 1),
        13 => new Rewound(reader.Text()),
        var kind => throw new FormatException($"There is no event of kind {kind}."),
    };

    static void WriteTags(BinaryTextWriter writer, IReadOnlyDictionary<string, string>? tags)
    {
        writer.Number(tags?.Count ?? 0);
        foreach (var (key, value) in tags ?? new Dictionary<string, string>())
        {
            writer.Text(key);
            writer.Text(value);
        }
    }

    static Dictionary<string, string>? ReadTags(ref BinaryTextReader reader)
    {
        var count = reader.Int();
        if (count == 0)
        {
            return null;
        }

        var tags = new Dictionary<string, string>();
        for (; count > 0; count--)
        {
            tags.Add(reader.Text()!, reader.Text()!);
        }

        return tags;
    }

    static void WriteFailure(BinaryTextWriter writer, Failure failure)
    {
        writer.Text(failure.Type);
        writer.Text(failure.Message);
        writer.Text(failure.StackTrace);
        writer.Byte((byte)((failure.Final ? 1 : 0) | (failure.Inner is null ? 0 : 2)));
        if (failure.Inner is { } inner)
        {
            WriteFailure(writer, inner);
        }
    }

    static Failure ReadFailure(ref BinaryTextReader reader)
    {
        var failure = new Failure(reader.Text()!, reader.Text()!, reader.Text(), null);
        var flags = reader.Byte();
        return failure with { Final = (flags & 1) != 0, Inner = (flags & 2) != 0 ? ReadFailure(ref reader) : null };
    }

    static T Guard<T>(ReadOnlySpan<byte> data, Reading<T> read)
    {
        var reader = new BinaryTextReader(data);
        try
        {
            return read(ref reader);
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new FormatException("The stored history can't be read.", exception);
        }
    }

    delegate T Reading<T>(ref BinaryTextReader reader);
}

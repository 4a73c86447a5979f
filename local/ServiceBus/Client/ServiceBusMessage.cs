#nullable disable
namespace Azure.Messaging.ServiceBus;

public class ServiceBusMessage
{
    const int LongestId = 128;

    public ServiceBusMessage()
        : this(ReadOnlyMemory<byte>.Empty)
    {
    }

    public ServiceBusMessage(string body)
        : this(new BinaryData(body))
    {
    }

    public ServiceBusMessage(ReadOnlyMemory<byte> body)
        : this(BinaryData.FromBytes(body))
    {
    }

    public ServiceBusMessage(BinaryData body)
    {
        Body = body;
    }

    public ServiceBusMessage(ServiceBusReceivedMessage receivedMessage)
    {
        ArgumentNullException.ThrowIfNull(receivedMessage);
        Body = receivedMessage.Body;
        ContentType = receivedMessage.ContentType;
        CorrelationId = receivedMessage.CorrelationId;
        PartitionKey = receivedMessage.PartitionKey;
        ReplyTo = receivedMessage.ReplyTo;
        ReplyToSessionId = receivedMessage.ReplyToSessionId;
        SessionId = receivedMessage.SessionId;
        Subject = receivedMessage.Subject;
        TimeToLive = receivedMessage.TimeToLive;
        To = receivedMessage.To;
        if (receivedMessage.MessageId is not null)
        {
            MessageId = receivedMessage.MessageId;
        }

        foreach (var (name, value) in receivedMessage.ApplicationProperties)
        {
            if (name is not (ServiceBusReceivedMessage.ReasonProperty or ServiceBusReceivedMessage.DescriptionProperty))
            {
                ApplicationProperties.Add(name, value);
            }
        }
    }

    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>();

    public BinaryData Body
    {
        get;
        set => field = value ?? BinaryData.Empty;
    }

    public string ContentType { get; set; }

    public string CorrelationId { get; set; }

    public string MessageId
    {
        get;
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            field = AtMostLongest(value);
        }
    }

    public string PartitionKey
    {
        get;
        set => field = SessionId is null || SessionId == value
            ? AtMostLongest(value)
            : throw new ArgumentOutOfRangeException(nameof(value), $"The partition key of a message with a session is the session's id, '{SessionId}'.");
    }

    public string ReplyTo { get; set; }

    public string ReplyToSessionId
    {
        get;
        set => field = AtMostLongest(value);
    }

    public DateTimeOffset ScheduledEnqueueTime
    {
        get;
        set => field = value.ToUniversalTime();
    }

    public string SessionId
    {
        get;
        set
        {
            field = AtMostLongest(value);
            if (PartitionKey is not null)
            {
                PartitionKey = value;
            }
        }
    }

    public string Subject { get; set; }

    public TimeSpan TimeToLive
    {
        get;
        set => field = value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), "The time to live is positive.");
    }
    = TimeSpan.MaxValue;

    public string To { get; set; }

    public override string ToString() => $"{{MessageId:{MessageId}}}";

    static string AtMostLongest(string value) => value is null or { Length: <= LongestId }
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), $"The value is longer than {LongestId} characters.");
}

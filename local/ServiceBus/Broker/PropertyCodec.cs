using System.Globalization;
using System.Runtime.Serialization;

namespace Local.ServiceBus;

/// <summary>Application properties as text that keeps their type, for the types that AMQP has.</summary>
static class PropertyCodec
{
    /// <exception cref="SerializationException">The type is none of those that the official client sends.</exception>
    public static string Encode(object? value) => value switch
    {
        null => "Empty:",
        Guid id => $"Guid:{id}",
        Uri address => $"Uri:{address.OriginalString}",
        DateTime time => $"DateTime:{time:O}",
        DateTimeOffset time => $"DateTimeOffset:{time:O}",
        TimeSpan span => $"TimeSpan:{span:c}",
        string or bool or char or byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            $"{Convert.GetTypeCode(value)}:{Convert.ToString(value, CultureInfo.InvariantCulture)}",
        _ => throw new SerializationException($"Serialization failed due to an unsupported type, {value.GetType().FullName}."),
    };

    public static object? Decode(string encoded)
    {
        var colon = encoded.IndexOf(':');
        var text = encoded[(colon + 1)..];
        return encoded[..colon] switch
        {
            "Empty" => null,
            "Guid" => Guid.Parse(text),
            "Uri" => new Uri(text, UriKind.RelativeOrAbsolute),
            "DateTime" => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            "DateTimeOffset" => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            "TimeSpan" => TimeSpan.Parse(text, CultureInfo.InvariantCulture),
            var type => Convert.ChangeType(text, Enum.Parse<TypeCode>(type), CultureInfo.InvariantCulture),
        };
    }
}

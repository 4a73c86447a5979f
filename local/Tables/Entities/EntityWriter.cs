using System.Globalization;
using Azure.Data.Tables;

namespace Local.Tables;

/// <summary>An entity as it goes over the wire: JSON's own values, and a type annotation where JSON has no such type.</summary>
static class EntityWriter
{
    static readonly HashSet<string> KeptByTheService = ["Timestamp", "ETag", "odata.etag"];

    /// <exception cref="NotSupportedException">A property has a type that tables don't know, or a date that isn't UTC.</exception>
    public static Dictionary<string, object?> ToWire(ITableEntity entity)
    {
        var wire = new Dictionary<string, object?>();
        if (entity is IDictionary<string, object> dictionary)
        {
            foreach (var (name, value) in dictionary)
            {
                if (value is Enum)
                {
                    throw new NotSupportedException("Enum values are only supported for custom model types implementing ITableEntity.");
                }

                Set(wire, name, value);
            }

            return wire;
        }

        foreach (var member in EntityMember.Of(entity.GetType()))
        {
            if (member.CanRead)
            {
                Set(wire, member.Name, member.Get(entity));
            }
        }

        return wire;
    }

    public static void Set(Dictionary<string, object?> wire, string name, object? value)
    {
        if (KeptByTheService.Contains(name))
        {
            return;
        }

        var (plain, type) = Plain(value);
        wire[name] = plain;
        if (type is not null)
        {
            wire[name + Edm.TypeSuffix] = type;
        }
    }

    static (object? Plain, string? Type) Plain(object? value) => value switch
    {
        null or string or bool or int => (value, null),
        double number => (number, Edm.Double),
        long number => (number.ToString(CultureInfo.InvariantCulture), Edm.Int64),
        ulong number => (number.ToString(CultureInfo.InvariantCulture), Edm.Int64),
        Enum name => (name.ToString(), null),
        byte[] bytes => (Convert.ToBase64String(bytes), Edm.Binary),
        BinaryData data => (Convert.ToBase64String(data), Edm.Binary),
        Guid guid => (guid.ToString(), Edm.Guid),
        DateTimeOffset moment => (Edm.Text(moment), Edm.DateTime),
        DateTime { Kind: DateTimeKind.Utc } moment => (Edm.Text(moment), Edm.DateTime),
        DateTime moment => throw new NotSupportedException(
            $"DateTime {moment} has a Kind of {moment.Kind}. Azure SDK requires it to be UTC. You can call DateTime.SpecifyKind to change Kind property value to DateTimeKind.Utc."),
        float number => Untyped(number),
        decimal number => Untyped((double)number),
        _ => throw new NotSupportedException($"Not supported type {value.GetType()}"),
    };

    /// <summary>A number without an annotation: the service takes what looks whole for an Int32.</summary>
    static (object? Plain, string? Type) Untyped(double number) =>
        double.IsInteger(number) && Math.Abs(number) <= int.MaxValue ? ((int)number, null) : (number, null);
}

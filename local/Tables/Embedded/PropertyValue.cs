using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Local.Tables;

/// <summary>Checks values, and writes them as they are kept.</summary>
static class PropertyValue
{
    /// <param name="size">What it counts in its entity's size, in bytes.</param>
    /// <exception cref="FormatException">It isn't of the type that is annotated.</exception>
    public static TableRefusal? Add(PropertyReader property, PropertyBuffer to, out int size)
    {
        size = 8;
        switch (property.Type, property.Token)
        {
            case (EdmType.None, JsonTokenType.String):
                size = 4 + (2 * property.Characters);
                to.Add(property.Name, EdmType.None, property.Raw);
                return size - 4 > EntityLimits.ValueBytes ? TableRefusal.ValueTooLarge : null;
            case (EdmType.Binary, JsonTokenType.String):
                size = 4 + property.Bytes;
                to.Add(property.Name, EdmType.Binary, property.Raw);
                return size - 4 > EntityLimits.ValueBytes ? TableRefusal.ValueTooLarge : null;
            case (EdmType.None, JsonTokenType.Number):
                size = AddNumber(property, to);
                return null;
            case (EdmType.None, _):
                size = 1;
                to.Add(property.Name, EdmType.None, property.Raw);
                return null;
            case (EdmType.DateTime, JsonTokenType.String):
                return AddMoment(property, to);
            case (EdmType.Guid, JsonTokenType.String):
                size = 16;
                to.Add(property.Name, EdmType.Guid, Quoted(((Guid)property.Value()!).ToString()));
                return null;
            case (EdmType.Int64, JsonTokenType.String or JsonTokenType.Number):
                to.Add(property.Name, EdmType.Int64, Quoted(((long)property.Value()!).ToString(CultureInfo.InvariantCulture)));
                return null;
            case (EdmType.Double, JsonTokenType.String or JsonTokenType.Number):
                AddDouble(property, to);
                return null;
            default:
                throw new FormatException($"A value is not of the type Edm.{property.Type}, which is annotated.");
        }
    }

    static int AddNumber(PropertyReader property, PropertyBuffer to)
    {
        if (property.Value() is double)
        {
            AddDouble(property, to);
            return 8;
        }

        to.Add(property.Name, EdmType.None, property.Raw);
        return 4;
    }

    /// <summary>A double is told from a whole number by its point or its exponent; what is no number is annotated text.</summary>
    static void AddDouble(PropertyReader property, PropertyBuffer to)
    {
        var number = (double)property.Value()!;
        if (!double.IsFinite(number))
        {
            to.Add(property.Name, EdmType.Double, Quoted(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity"));
        }
        else if (property.Token == JsonTokenType.Number && property.Raw.ContainsAny(".eE"u8))
        {
            to.Add(property.Name, EdmType.None, property.Raw);
        }
        else
        {
            var text = number.ToString("R", CultureInfo.InvariantCulture);
            to.Add(property.Name, EdmType.None, Encoding.ASCII.GetBytes(text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0"));
        }
    }

    static TableRefusal? AddMoment(PropertyReader property, PropertyBuffer to)
    {
        var moment = (DateTimeOffset)property.Value()!;
        var raw = property.Raw;
        to.Add(property.Name, EdmType.DateTime, raw.EndsWith("Z\""u8) ? raw : Quoted(Edm.Text(moment)));
        return moment < EntityLimits.Earliest
            ? TableRefusal.OutOfRange(Encoding.UTF8.GetString(property.Name), Edm.Text(moment))
            : null;
    }

    static byte[] Quoted(string ascii) => Encoding.ASCII.GetBytes($"\"{ascii}\"");
}

using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace Local.Tables;

/// <summary>
/// Makes entities of what came over the wire, as TablesTypeBinder and DictionaryTableExtensions of Azure.Data.Tables
/// do: a dictionary gets typed values; a class gets what its property's type asks for, and throws where that doesn't fit.
/// </summary>
static class EntityReader
{
    public static T Read<T>(Dictionary<string, object?> wire)
        where T : class, ITableEntity
    {
        var entity = Activator.CreateInstance<T>();
        if (entity is IDictionary<string, object> dictionary)
        {
            Fill(dictionary, wire);
            return entity;
        }

        foreach (var member in EntityMember.Of(typeof(T)))
        {
            if (member.CanWrite && wire.TryGetValue(member.Name == "ETag" ? "odata.etag" : member.Name, out var plain))
            {
                member.Set(entity, plain is null ? Default(member.Type) : ToMember(plain, member.Type));
            }
        }

        return entity;
    }

    static void Fill(IDictionary<string, object> dictionary, Dictionary<string, object?> wire)
    {
        foreach (var (name, plain) in wire)
        {
            if (name != "odata.metadata" && !name.EndsWith(Edm.TypeSuffix, StringComparison.Ordinal))
            {
                var type = name == "Timestamp" ? Edm.DateTime : Edm.TypeOf(wire, name);
                dictionary[name] = Edm.Typed(plain, type)!;
            }
        }
    }

    static object? ToMember(object plain, Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        return target switch
        {
            _ when target == typeof(string) => plain as string,
            _ when target == typeof(int) => (int)plain,
            _ when target == typeof(bool) => (bool)plain,
            _ when target == typeof(double) => Convert.ToDouble(plain, CultureInfo.InvariantCulture),
            _ when target == typeof(long) => long.Parse(Text(plain), CultureInfo.InvariantCulture),
            _ when target == typeof(ulong) => ulong.Parse(Text(plain), CultureInfo.InvariantCulture),
            _ when target == typeof(Guid) => Guid.Parse(Text(plain)),
            _ when target == typeof(DateTimeOffset) => DateTimeOffset.Parse(Text(plain), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            _ when target == typeof(DateTime) => DateTime.Parse(Text(plain), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            _ when target == typeof(byte[]) => Convert.FromBase64String(Text(plain)),
            _ when target == typeof(BinaryData) => BinaryData.FromBytes(Convert.FromBase64String(Text(plain))),
            _ when target == typeof(ETag) => new ETag(Text(plain)),
            _ when target.IsEnum => Enum.Parse(target, Text(plain)),
            _ => Default(type),
        };
    }

    static object? Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    /// <summary>A number where text is needed is an ArgumentNullException in the official client too.</summary>
    static string Text(object plain) => plain as string ?? throw new ArgumentNullException(nameof(plain));
}

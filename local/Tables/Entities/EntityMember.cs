using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;
using Azure.Data.Tables;

namespace Local.Tables;

/// <summary>
/// A public property or field of an entity class. <see cref="IgnoreDataMemberAttribute"/> leaves it out,
/// <see cref="DataMemberAttribute.Name"/> names it, and the four of <see cref="ITableEntity"/> count where a class
/// implements them explicitly.
/// </summary>
sealed class EntityMember
{
    static readonly ConcurrentDictionary<Type, EntityMember[]> Known = new();

    readonly MemberInfo member;

    EntityMember(MemberInfo member)
    {
        this.member = member;
        Name = NameOf(member);
    }

    public string Name { get; }

    public Type Type => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    public bool CanRead => member is not PropertyInfo property || property.GetMethod is { IsPublic: true };

    public bool CanWrite => member is PropertyInfo property ? property.SetMethod is { IsPublic: true } : !((FieldInfo)member).IsInitOnly;

    public static EntityMember[] Of(Type type) => Known.GetOrAdd(type, static type =>
    {
        var own = MembersOf(type);
        var names = own.Select(member => member.Name).ToHashSet();
        return [.. own, .. MembersOf(typeof(ITableEntity)).Where(member => !names.Contains(member.Name))];
    });

    public static string NameOf(MemberInfo member) => member.GetCustomAttribute<DataMemberAttribute>()?.Name ?? member.Name;

    public object? Get(object entity) => member is PropertyInfo property ? property.GetValue(entity) : ((FieldInfo)member).GetValue(entity);

    public void Set(object entity, object? value)
    {
        if (member is PropertyInfo property)
        {
            property.SetValue(entity, value, BindingFlags.DoNotWrapExceptions, null, null, null);
        }
        else
        {
            ((FieldInfo)member).SetValue(entity, value);
        }
    }

    static EntityMember[] MembersOf(Type type) =>
    [
        .. type.GetMembers(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member is FieldInfo || (member is PropertyInfo property && property.GetIndexParameters().Length == 0))
            .Where(member => !member.IsDefined(typeof(IgnoreDataMemberAttribute)))
            .Select(member => new EntityMember(member)),
    ];
}

using System.Reflection;

namespace Official;

/// <summary>What others can use of a type, as texts that are alike when source that uses one compiles with the other.</summary>
static class Members
{
    const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>What <paramref name="ours"/> has and <paramref name="theirs"/> hasn't, with what that has of the name.</summary>
    public static IEnumerable<string> Missing(Type ours, Type theirs)
    {
        if (Kind(ours) != Kind(theirs))
        {
            yield return $"{ours.FullName}: {Kind(ours)}; official is {Kind(theirs)}";
        }

        var have = WithInherited(theirs).SelectMany(DeclaredBy).ToLookup(member => member.Name, member => member.Text);
        foreach (var (name, text) in DeclaredBy(ours))
        {
            if (!have[name].Contains(text))
            {
                var official = have[name].Any() ? $"; official are {string.Join(" and ", have[name])}" : "";
                yield return $"{ours.FullName}: {text}{official}";
            }
        }
    }

    /// <summary>The members that are declared by the type itself.</summary>
    public static IEnumerable<(string Name, string Text)> DeclaredBy(Type type) =>
    [
        .. type.GetConstructors(Declared).Where(IsUsable).Select(one => (one.Name, $"constructor{Parameters(one)}")),
        .. type.GetMethods(Declared).Where(one => IsUsable(one) && !one.Name.StartsWith('<')).Select(one => (
            one.Name, $"{(one.IsStatic ? "static " : "")}{Name(one.ReturnType)} {one.Name}{Generic(one)}{Parameters(one)}")),
        .. type.GetFields(Declared).Where(one => one.IsPublic || one.IsFamily || one.IsFamilyOrAssembly).Select(one => (
            one.Name, $"{Name(one.FieldType)} {one.Name}{(one.IsLiteral ? $" = {one.GetRawConstantValue()}" : "")}")),
    ];

    static IEnumerable<Type> WithInherited(Type type)
    {
        for (var one = type; one is not null; one = one.BaseType)
        {
            yield return one;
        }

        if (type.IsInterface)
        {
            foreach (var one in type.GetInterfaces())
            {
                yield return one;
            }
        }
    }

    static string Kind(Type type) => (type.IsInterface ? "interface" : type.IsValueType ? "struct" : type.IsSealed ? "sealed class" : "class")
        + (type.IsAbstract && !type.IsInterface ? ", abstract" : "") + (type.BaseType is { } from ? $", of {Name(from)}" : "");

    static bool IsUsable(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    static string Generic(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    static string Parameters(MethodBase method) => $"({string.Join(", ", method.GetParameters().Select(one =>
        $"{Name(one.ParameterType)} {one.Name}{(one.HasDefaultValue ? $" = {one.RawDefaultValue ?? "null"}" : "")}"))})";

    static string Name(Type type) =>
        type.HasElementType ? Name(type.GetElementType()!) + (type.IsArray ? "[]" : "&")
        : type.IsGenericParameter ? type.Name
        : (type.DeclaringType is { } outer ? Name(outer) + "." : type.Namespace + ".") + type.Name
            + (type.IsGenericType ? $"<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : "");
}

using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Local.Host;

/// <summary>The functions of an app.</summary>
sealed class FunctionCatalog
{
    const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    FunctionCatalog(IEnumerable<Type> classes)
    {
        foreach (var method in classes.SelectMany(type => type.GetMethods(Everything)).Where(method => method.IsDefined(typeof(FunctionAttribute), false)))
        {
            var (function, problem) = FunctionMethod.Read(method);
            if (function is not null)
            {
                Functions.Add(function);
            }
            else
            {
                Problems.Add(problem!);
            }
        }

        Functions.Sort((one, other) => StringComparer.OrdinalIgnoreCase.Compare(one.Name, other.Name));
        foreach (var same in Functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            Problems.Add($"Function '{same.Key}' exists {same.Count()} times: {string.Join(", ", same.Select(function => function.EntryPoint))}.");
        }
    }

    /// <summary>In the order of their names, in which the Functions host tries their routes.</summary>
    public List<FunctionMethod> Functions { get; } = [];

    /// <summary>What keeps the app from starting. Whoever binds functions adds what it finds.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>The functions in an app's assembly and in the assemblies it references that know the functions' attributes.</summary>
    public static FunctionCatalog In(Assembly app) =>
        new(Libraries(app).SelectMany(assembly => assembly.GetTypes()));

    /// <summary>The functions in some classes.</summary>
    public static FunctionCatalog Of(params Type[] classes) => new(classes);

    static HashSet<Assembly> Libraries(Assembly app)
    {
        var attributes = typeof(FunctionAttribute).Assembly;
        var found = new HashSet<Assembly> { app };
        var open = new Queue<Assembly>(found);
        while (open.TryDequeue(out var assembly))
        {
            var references = assembly.GetReferencedAssemblies();
            if (assembly != app && references.All(reference => reference.Name != attributes.GetName().Name))
            {
                found.Remove(assembly);
                continue;
            }

            foreach (var reference in references.Where(MayHoldFunctions).Select(Assembly.Load).Where(found.Add))
            {
                open.Enqueue(reference);
            }
        }

        found.Remove(attributes);
        return found;
    }

    /// <remarks>Framework and SDK assemblies aren't loaded only to be looked at: that is most of the time a start takes.</remarks>
    static bool MayHoldFunctions(AssemblyName name) =>
        name.Name is { } text
        && !text.StartsWith("System.", StringComparison.Ordinal)
        && !text.StartsWith("Microsoft.", StringComparison.Ordinal)
        && !text.StartsWith("Azure.", StringComparison.Ordinal);
}

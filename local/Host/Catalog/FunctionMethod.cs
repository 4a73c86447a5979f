using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Local.Host;

/// <summary>A method marked as a function, and the parameter that starts it.</summary>
sealed record FunctionMethod(string Name, MethodInfo Method, ParameterInfo TriggerParameter, TriggerBindingAttribute Trigger)
{
    /// <summary>Its method's full name, as in messages and <see cref="FunctionDefinition.EntryPoint"/>.</summary>
    public string EntryPoint => $"{Method.DeclaringType!.FullName}.{Method.Name}";

    public IEnumerable<ParameterInfo> OtherParameters => Method.GetParameters().Where(parameter => parameter.Position != TriggerParameter.Position);

    /// <returns>The function, or null and what is wrong with it.</returns>
    public static (FunctionMethod? Function, string? Problem) Read(MethodInfo method)
    {
        var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        var triggers = method.GetParameters()
            .Select(parameter => (Parameter: parameter, Trigger: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(found => found.Trigger is not null)
            .ToList();
        string Problem(string what) => $"Function '{name}' ({method.DeclaringType!.FullName}.{method.Name}): {what}";
        if (string.IsNullOrWhiteSpace(name))
        {
            return (null, Problem("its name is empty."));
        }

        if (!method.IsPublic || !method.DeclaringType!.IsVisible || method.IsGenericMethodDefinition)
        {
            return (null, Problem("it must be a public method of a public class, and not generic."));
        }

        return triggers is [var only]
            ? (new FunctionMethod(name, method, only.Parameter, only.Trigger!), null)
            : (null, Problem($"it has {triggers.Count} parameters with a trigger attribute; it needs one."));
    }
}

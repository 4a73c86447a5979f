using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Local.Host;

/// <summary>The parameters that a function may have whatever starts it.</summary>
static class CommonArguments
{
    public static ArgumentSource? Find(ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(FunctionContext))
        {
            return context => new(context);
        }

        return parameter.ParameterType == typeof(CancellationToken) ? context => new(context.CancellationToken) : null;
    }
}

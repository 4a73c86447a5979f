using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Local.Functions;

/// <summary>[DurableClient] parameters.</summary>
static class DurableClientArgument
{
    public static ArgumentSource? Find(ParameterInfo parameter, IServiceProvider services) => null;
}

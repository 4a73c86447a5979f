using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>The beginning of an app's <c>Program.cs</c>.</summary>
public class FunctionsApplication
{
    /// <summary>A builder for the app whose functions are in the calling assembly and the libraries that it references.</summary>
    /// <param name="args">The command line; see <see cref="Local.Functions.HostArguments"/>.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) =>
        new(args, Local.Functions.FunctionCatalog.In(Assembly.GetCallingAssembly()));
}

using System.Reflection;
using System.Runtime.InteropServices;

namespace Official;

/// <summary>The assemblies in a folder, read and not loaded, with this runtime's below them.</summary>
sealed class Assemblies(string folder) : IDisposable
{
    readonly MetadataLoadContext context = new(new PathAssemblyResolver(
        Files(folder).Concat(Files(RuntimeEnvironment.GetRuntimeDirectory())).Concat(Files(AspNetCore))
            .DistinctBy(Path.GetFileName)));

    static string AspNetCore => Path.GetDirectoryName(typeof(Microsoft.AspNetCore.Http.HttpContext).Assembly.Location)!;

    /// <summary>The public types of the files, by their full names.</summary>
    public IReadOnlyDictionary<string, Type> Types(Func<string, bool> files) => Files(folder)
        .Where(file => files(Path.GetFileName(file)) && IsManaged(file))
        .SelectMany(file => context.LoadFromAssemblyPath(file).GetExportedTypes())
        .DistinctBy(type => type.FullName)
        .ToDictionary(type => type.FullName!);

    public void Dispose() => context.Dispose();

    static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*.dll");

    static bool IsManaged(string file)
    {
        try
        {
            AssemblyName.GetAssemblyName(file);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}

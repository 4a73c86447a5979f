namespace MemberServices.Tests.Infra;

/// <summary>A copy of what is deployed, for programs that write beside what they read.</summary>
sealed class Checkout : IDisposable
{
    static readonly string[] Folders = ["infra", "tests/Infra/variants"];

    public Checkout()
    {
        Root = System.IO.Directory.CreateTempSubdirectory("infra-").FullName;
        foreach (var file in Files())
        {
            var copy = Path.Combine(Root, file);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Repository.Root, file), copy);
        }
    }

    public string Root { get; }

    /// <summary>All of infra/ and the variants, as paths from the checkout's root.</summary>
    public static IEnumerable<string> Templates() => Files().Where(file => Path.GetExtension(file) is ".bicep" or ".bicepparam").Order();

    public void Dispose() => System.IO.Directory.Delete(Root, recursive: true);

    static IEnumerable<string> Files() => Folders
        .SelectMany(folder => System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .Append("policies.json");
}

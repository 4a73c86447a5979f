namespace MemberServices.Tests;

/// <summary>A folder that doesn't exist yet, and is deleted in the end.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public DirectoryInfo Folder { get; } = new(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"mls-{Guid.NewGuid():n}"));

    public string Path(string name) => System.IO.Path.Combine(Folder.FullName, name);

    public void Dispose()
    {
        if (System.IO.Directory.Exists(Folder.FullName))
        {
            System.IO.Directory.Delete(Folder.FullName, recursive: true);
        }
    }
}

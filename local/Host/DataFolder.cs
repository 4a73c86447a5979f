using System.Buffers.Text;
using System.Security.Cryptography;

namespace Local.Host;

/// <summary>What a running app keeps in its folder beside the database: the function key. Nobody else on the machine may read it.</summary>
sealed class DataFolder : IDisposable
{
    const int KeyBytes = 32;
    const UnixFileMode OwnerReads = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode OwnerEnters = OwnerReads | UnixFileMode.UserExecute;

    string? temporary;

    /// <param name="path">Made when it doesn't exist; null is memory.</param>
    /// <param name="key">The key to use, or null for the folder's own, which is random.</param>
    /// <exception cref="HostStartException">It can't be written.</exception>
    public DataFolder(string? path, string? key = null)
    {
        if (path is null)
        {
            Key = key ?? NewKey();
            return;
        }

        try
        {
            Make(path);
            KeyFile = key is null ? Path.GetFullPath(Path.Combine(path, "key")) : null;
            Key = key ?? ReadOrMakeKey(KeyFile!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"The data folder '{path}' can't be used: {exception.Message}");
        }
    }

    /// <summary>What callers of functions that need a key send.</summary>
    public string Key { get; }

    /// <summary>The file that holds the key, or null when it was given or is in memory only.</summary>
    public string? KeyFile { get; private set; }

    /// <summary>Writes a key that is in memory only into a file that only its owner can read; it goes when the app ends.</summary>
    public string WriteTemporary()
    {
        temporary = Path.Combine(Path.GetTempPath(), $"function-key-{Guid.NewGuid():n}");
        Write(temporary, Key);
        return KeyFile = temporary;
    }

    public void Dispose()
    {
        if (temporary is not null)
        {
            File.Delete(temporary);
        }
    }

    // A folder that holds something else is left as it is: somebody may have named one that others need.
    static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, OwnerEnters);
        }
        else if (File.Exists(Path.Combine(path, "key")) || File.Exists(Path.Combine(path, "app.db")) || !Directory.EnumerateFileSystemEntries(path).Any())
        {
            File.SetUnixFileMode(path, OwnerEnters);
        }
    }

    static string ReadOrMakeKey(string file)
    {
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } known)
        {
            return known;
        }

        var key = NewKey();
        Write(file, key);
        return key;
    }

    static void Write(string file, string key)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerReads;
        }

        using var writer = new StreamWriter(file, options);
        writer.WriteLine(key);
    }

    static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
}

using System.Buffers.Text;
using System.Security.Cryptography;

namespace Local.Functions;

/// <summary>The folder of one running app: a lock, so that a second process keeps out, and the function key.</summary>
sealed class DataFolder : IDisposable
{
    const int KeyBytes = 32;

    readonly FileStream? held;

    /// <param name="path">Made when it doesn't exist; null is memory.</param>
    /// <exception cref="HostStartException">Another process uses the folder, or it can't be written.</exception>
    public DataFolder(string? path)
    {
        if (path is null)
        {
            Key = "local";
            return;
        }

        try
        {
            Directory.CreateDirectory(path);
            // The system lets go of it when the process ends, however it ends.
            held = new FileStream(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Key = ReadOrMakeKey(Path.Combine(path, "key"));
        }
        catch (IOException) when (held is null && Directory.Exists(path))
        {
            throw new HostStartException($"Another process uses the data in '{path}'. Stop it, or give this one its own with --data FOLDER.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new HostStartException($"The data folder '{path}' can't be used: {exception.Message}");
        }
    }

    /// <summary>What callers of functions that need a key send.</summary>
    public string Key { get; }

    public void Dispose() => held?.Dispose();

    static string ReadOrMakeKey(string file)
    {
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } known)
        {
            return known;
        }

        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file, options);
        writer.WriteLine(key);
        return key;
    }
}

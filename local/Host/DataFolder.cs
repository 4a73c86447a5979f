using System.Buffers.Text;
using System.Security.Cryptography;

namespace Local.Host;

/// <summary>What a running app keeps in its folder beside the database: the function key.</summary>
sealed class DataFolder
{
    const int KeyBytes = 32;

    /// <param name="path">Made when it doesn't exist; null is memory.</param>
    /// <exception cref="HostStartException">It can't be written.</exception>
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
            Key = ReadOrMakeKey(Path.Combine(path, "key"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"The data folder '{path}' can't be used: {exception.Message}");
        }
    }

    /// <summary>What callers of functions that need a key send.</summary>
    public string Key { get; }

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

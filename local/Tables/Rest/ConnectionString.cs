using Azure.Data.Tables;

namespace Local.Tables;

/// <summary>
/// A connection string with an account key: <c>UseDevelopmentStorage=true</c>, or AccountName and AccountKey with
/// TableEndpoint or EndpointSuffix. Shared access signatures aren't understood.
/// </summary>
sealed record ConnectionString(Uri Endpoint, TableSharedKeyCredential Credential)
{
    const string DevelopmentAccount = "devstoreaccount1";

    /// <summary>Published with the emulator; it protects nothing.</summary>
    const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <exception cref="ArgumentException">The text is empty.</exception>
    /// <exception cref="InvalidOperationException">A segment isn't a name and a value, or names come twice.</exception>
    /// <exception cref="FormatException">The account's name, key or address is missing.</exception>
    public static ConnectionString Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var segments = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var segment in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = segment.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || !segments.TryAdd(parts[0], parts[1]))
            {
                throw new InvalidOperationException("Connection string doesn't have value for keyword or has duplicate keywords.");
            }
        }

        if (segments.GetValueOrDefault("UseDevelopmentStorage") == "true")
        {
            var host = segments.GetValueOrDefault("DevelopmentStorageProxyUri", "http://127.0.0.1").TrimEnd('/');
            return new(new($"{host}:10002/{DevelopmentAccount}"), new(DevelopmentAccount, DevelopmentKey));
        }

        if (!segments.TryGetValue("AccountName", out var account) || !segments.TryGetValue("AccountKey", out var key))
        {
            throw new FormatException("No valid combination of account information found.");
        }

        var protocol = segments.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        var endpoint = segments.GetValueOrDefault("TableEndpoint")
            ?? $"{protocol}://{account}.table.{segments.GetValueOrDefault("EndpointSuffix", "core.windows.net")}";
        return new(new(endpoint), new(account, key));
    }
}

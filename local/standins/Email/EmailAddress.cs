namespace Azure.Communication.Email;

/// <summary>An address, and the name that is shown with it.</summary>
public readonly struct EmailAddress
{
    public EmailAddress(string address)
        : this(address, string.Empty)
    {
    }

    /// <exception cref="ArgumentException"><paramref name="address"/> is null (ArgumentNullException), empty or blank.</exception>
    public EmailAddress(string address, string displayName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(address);
        Address = address;
        DisplayName = displayName;
    }

    public string Address { get; }

    public string DisplayName { get; }
}

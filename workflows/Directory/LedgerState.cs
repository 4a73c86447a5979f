namespace MemberServices.Directory;

/// <summary>Where an address's user stands.</summary>
public enum LedgerState
{
    /// <summary>Nobody needs the user. What we made is gone; the next holder starts anew.</summary>
    Ended,

    /// <summary>Somebody needs the user, who has access or is on the way to it.</summary>
    Held,

    /// <summary>The last holder goes: what we made is being taken back. There is no way back from here, only to the end.</summary>
    Closing,
}

namespace Local.ServiceBus;

/// <summary>What a namespace is bought as; it limits how large a message, or a batch, may be.</summary>
public enum BusTier
{
    /// <summary>256 KB.</summary>
    Standard,

    /// <summary>1 MB, which is Azure's default for an entity of this tier.</summary>
    Premium,
}

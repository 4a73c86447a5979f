namespace MemberServices.Directory;

/// <summary>The directory doesn't answer, or not now. It passes: try again.</summary>
public sealed class TransientDirectoryException(string message, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How long it wants us to wait, or null when it doesn't say.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}

/// <summary>The directory says no, and will again: a person must look.</summary>
public sealed class DirectoryRejectedException(string message, Exception inner) : Exception(message, inner);

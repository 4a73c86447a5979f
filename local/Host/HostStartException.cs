namespace Local.Host;

/// <summary>The app can't start as it is. The message says what to change; when it is a program, it alone is printed.</summary>
public sealed class HostStartException(string message) : Exception(message);

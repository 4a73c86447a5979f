namespace Local;

/// <summary>The data is in use: one process at a time may open it.</summary>
public sealed class DataInUseException(string message, Exception inner) : IOException(message, inner);

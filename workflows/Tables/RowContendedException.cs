namespace MemberServices.Tables;

/// <summary>Others changed a row again and again, so that it couldn't be written. It passes: try again later.</summary>
public sealed class RowContendedException(string table, int tries)
    : Exception($"A row of the table {table} was changed by others {tries} times while it was to be written. Try again.");

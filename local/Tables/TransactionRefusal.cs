using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace Local.Tables;

/// <summary>A refused transaction: its message starts with the index of the action at fault and a colon.</summary>
static class TransactionRefusal
{
    public static TableTransactionFailedException Exception(Response refusal)
    {
        var failure = TableCalls.Failure(refusal);
        var colon = failure.Message.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && int.TryParse(failure.Message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            failure.Data[TableTransactionFailedException.IndexKey] = index.ToString(CultureInfo.InvariantCulture);
        }

        return new TableTransactionFailedException(failure);
    }
}

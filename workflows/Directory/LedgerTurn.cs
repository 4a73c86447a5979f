namespace MemberServices.Directory;

/// <summary>The right to work on an address's user, alone.</summary>
public sealed class LedgerTurn : IAsyncDisposable
{
    readonly DirectoryLedger ledger;
    readonly DirectoryLedger.Row row;
    bool isLost;

    internal LedgerTurn(DirectoryLedger ledger, DirectoryLedger.Row row)
    {
        this.ledger = ledger;
        this.row = row;
        User = row.Read();
    }

    /// <summary>As the ledger has it.</summary>
    public LedgerUser User { get; private set; }

    /// <exception cref="TransientDirectoryException">The turn is over, and nothing was written.</exception>
    public async Task WriteAsync(LedgerUser user)
    {
        row.Write(user);
        isLost = true;
        await ledger.WriteAsync(row);
        (User, isLost) = (user, false);
    }

    /// <summary>Lets others have their turn. One that isn't given back, as the process was killed, ends by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        // After a write that failed nobody knows what the row is.
        if (!isLost)
        {
            row.BusyUntil = null;
            await ledger.SaveAsync(row);
        }
    }
}

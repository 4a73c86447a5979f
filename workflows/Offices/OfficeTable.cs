namespace MemberServices.Offices;

/// <summary>The offices.</summary>
public sealed class OfficeTable
{
    /// <summary>The office with that id, or null.</summary>
    public Task<Office?> FindAsync(string id, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Every office, by name.</summary>
    public Task<IReadOnlyList<Office>> AllAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();
}

namespace MemberServices.Retention;

/// <summary>Something that forgets what nobody needs any more. Registered beside its table.</summary>
public interface IForgetting
{
    /// <summary>What it forgets, for the log: "dead links".</summary>
    string What { get; }

    /// <summary>Forgets what is due; a repeat finds nothing.</summary>
    /// <returns>How many rows.</returns>
    Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

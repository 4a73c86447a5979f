namespace MemberServices.People;

/// <summary>What a table holds about people. Registered beside the table.</summary>
public interface IPersonalData
{
    /// <summary>What it is, as the export names it: "timeline".</summary>
    string What { get; }

    /// <summary>Whether others find the person by what is here, so that it goes last.</summary>
    bool IsErasedLast => false;

    /// <summary>The keys of the people with that mailbox, as far as this table knows them.</summary>
    Task<IReadOnlyList<string>> KeysOfAsync(string email, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>Adds what is known here of who the person is: names, addresses, cases.</summary>
    Task IdentifyAsync(KnownPerson person, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>All that is held here about the person, to be written as JSON. No tokens, and nothing about others that they haven't been told.</summary>
    Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken);

    /// <summary>Erases it; figures stay. A repeat finds nothing.</summary>
    Task EraseAsync(KnownPerson person, CancellationToken cancellationToken);
}

namespace MemberServices.Teams;

/// <summary>Something that staff can do by typing it in a channel. Registered beside its feature: <see cref="TeamsServices.AddTeamsCommand{T}"/>.</summary>
public interface ITeamsCommand
{
    CommandUsage Usage { get; }

    /// <summary>Does it. It may be asked again with the same key, even while the first still runs, and changes nothing then.</summary>
    /// <param name="call">Who wants what. Errors in its fields are answered with the usage.</param>
    /// <param name="cancellationToken">Gives up: the same call is made again later.</param>
    Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken);
}

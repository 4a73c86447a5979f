namespace Local.Graph;

/// <summary>A directory that answers the calls of Microsoft Graph v1.0 that the app makes, kept in the edition's database.</summary>
public sealed class SmallGraph
{
    /// <summary>The id of the group that stands there from the start, for members.</summary>
    public const string MembersGroupId = "6d454d42-4552-5300-8000-000000000001";

    readonly LocalEdition edition;

    public SmallGraph(LocalEdition edition) => this.edition = edition;

    /// <summary>What goes wrong, for requests such as <c>POST /v1.0/invitations</c>.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>Makes a handler to give to an HttpClient; it answers requests to graph.microsoft.com and leaves the others alone.</summary>
    public HttpMessageHandler CreateHandler() => new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromTicks(edition.Clock.TimestampFrequency) };
}

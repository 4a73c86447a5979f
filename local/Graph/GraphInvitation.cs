namespace Local.Graph;

/// <summary>An invitation that was sent to a guest, who can accept it on a page of this machine.</summary>
/// <param name="Mail">The guest's address.</param>
/// <param name="Name">The guest's name.</param>
/// <param name="Redirect">Where the guest goes on when it is accepted.</param>
/// <param name="IsAccepted">Whether the guest has accepted this one or another.</param>
public sealed record GraphInvitation(string Mail, string Name, string Redirect, bool IsAccepted)
{
    public const string PagePath = "/local/accept/";

    public static void CreateTable(DatabaseSession db) => db.Execute(
        "CREATE TABLE IF NOT EXISTS graph_invitations (ticket TEXT PRIMARY KEY, user_id TEXT NOT NULL, redirect TEXT NOT NULL) WITHOUT ROWID");

    public static void Add(DatabaseSession db, string ticket, string userId, string redirect) =>
        db.Execute("INSERT INTO graph_invitations VALUES ($1, $2, $3)", ticket, userId, redirect);

    public static void DeleteOf(DatabaseSession db, string userId) => db.Execute("DELETE FROM graph_invitations WHERE user_id = $1", userId);

    public static GraphInvitation? Find(DatabaseSession db, string ticket) => db.Query(
        "SELECT u.mail, u.name, i.redirect, u.id IN (SELECT user_id FROM graph_accepted) FROM graph_invitations i JOIN graph_users u ON u.id = i.user_id WHERE i.ticket = $1",
        row => new GraphInvitation(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3) != 0),
        ticket).SingleOrDefault();

    /// <summary>Where a guest accepts it.</summary>
    /// <param name="pages">See <see cref="LocalGraph.PagesAddress"/>.</param>
    public static string RedeemAddress(Uri? pages, string ticket) => pages is null
        ? $"https://login.microsoftonline.com/redeem?ticket={ticket}"
        : new Uri(pages, PagePath + ticket).AbsoluteUri;
}

using Azure.Data.Tables;
using MemberServices.Tables;

namespace MemberServices.Mail;

/// <summary>That no mail is sent for some time.</summary>
/// <param name="Since">From when on.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="By">Who of the staff paused, and why.</param>
/// <param name="Reason">For staff.</param>
/// <param name="ResumedBy">Who ended it earlier, or null.</param>
/// <param name="ResumedBecause">Why, or null.</param>
public sealed record PausedMail(DateTimeOffset Since, DateTimeOffset Until, string By, string Reason, string? ResumedBy = null, string? ResumedBecause = null)
{
    /// <summary>From one look of a mail that waits to the next.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMinutes(10);

    /// <summary>When the last of the mails that waited has gone at the latest.</summary>
    public DateTimeOffset OverAt => Until + Look;

    /// <summary>
    /// When a mail looks again whether it may go; null: it goes. Every mail has a place of its own behind each look and behind the end,
    /// by when it was held back first: so they keep their order, and who comes when others are about to go waits behind them.
    /// </summary>
    /// <param name="heldAt">When the mail was held back first; for a new one the present.</param>
    /// <param name="now">The present.</param>
    public DateTimeOffset? NextLook(DateTimeOffset heldAt, DateTimeOffset now)
    {
        var place = Look * Math.Clamp((heldAt - Since) / MailPause.Longest, 0, 1);
        return now - place < Until ? Next(now - place) + place : null;
    }

    /// <summary>The next look of the first mail, or the end.</summary>
    public DateTimeOffset Next(DateTimeOffset now)
    {
        var look = Since + Look * (Math.Floor((now - Since) / Look) + 1);
        return look < Until ? look : Until;
    }
}

/// <summary>The table <c>MailPause</c>, of one row: whether mail goes out.</summary>
public sealed class MailPause(TableServiceClient service, TimeProvider clock)
{
    public const string TableName = "MailPause";

    /// <summary>How long it lasts when nobody says so, and at most.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromHours(24), Longest = TimeSpan.FromDays(7);

    const string Key = "mail";

    readonly EntityTable table = new(service, TableName);

    /// <summary>The present pause, or one whose mails are still going out; null while mail goes out as ever.</summary>
    public async Task<PausedMail?> FindAsync(CancellationToken cancellationToken = default) =>
        Present((await table.FindAsync<JsonRow>(Key, Key, cancellationToken))?.Read<PausedMail>());

    /// <summary>Pauses, or says anew until when, by whom and why.</summary>
    public async Task<PausedMail> PauseAsync(DateTimeOffset until, string by, string reason, CancellationToken cancellationToken = default)
    {
        var row = await table.ChangeAsync<JsonRow>(
            Key, Key, read => JsonRow.Of(Key, Key, new PausedMail(Present(read?.Read<PausedMail>())?.Since ?? clock.GetUtcNow(), until, by, reason)), cancellationToken);
        return row!.Read<PausedMail>();
    }

    /// <summary>Ends the pause at the next look. Null when there is none; a repeat changes nothing.</summary>
    public async Task<PausedMail?> ResumeAsync(string by, string reason, CancellationToken cancellationToken = default)
    {
        var row = await table.ChangeAsync<JsonRow>(
            Key,
            Key,
            read => Present(read?.Read<PausedMail>()) is { ResumedBy: null } paused && paused.Until > clock.GetUtcNow()
                ? JsonRow.Of(Key, Key, paused with { Until = paused.Next(clock.GetUtcNow()), ResumedBy = by, ResumedBecause = reason })
                : null,
            cancellationToken);
        return Present(row?.Read<PausedMail>());
    }

    PausedMail? Present(PausedMail? kept) => kept is { } paused && paused.OverAt > clock.GetUtcNow() ? paused : null;
}

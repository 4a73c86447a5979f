using MemberServices.Cases;
using MemberServices.Links;
using MemberServices.Mail;
using Microsoft.DurableTask.Client;

namespace MemberServices.Confirming;

/// <summary>A public form that opens a case only when its mailbox's owner says that it is theirs.</summary>
public interface IConfirmedForm<T> where T : class
{
    /// <summary>What it opens, for ids and tables: "enrollment".</summary>
    string Name { get; }

    /// <summary>What the link in the first mail is for.</summary>
    LinkPurpose Purpose { get; }

    /// <summary>The first mail, the same for everybody: nothing that a stranger typed is in it.</summary>
    MailContent Ask();

    string EmailOf(T what);

    string NameOf(T what);

    /// <summary>The case that the request opened; null: none yet.</summary>
    Task<ConfirmedCase?> FindAsync(T what, string requestKey, CancellationToken cancellationToken);

    /// <summary>Opens the case; again, it is the same.</summary>
    Task<ConfirmedCase> StartAsync(DurableTaskClient client, FormDraft<T> draft, string requestKey, CancellationToken cancellationToken);

    /// <summary>Whether a case has ended, so that the same form is a new request.</summary>
    Task<bool> HasEndedAsync(CaseId id, CancellationToken cancellationToken);
}

/// <param name="Id">The case; null when there is none.</param>
/// <param name="Refusal">Why there is none, or null.</param>
public sealed record ConfirmedCase(CaseId? Id, string? Refusal)
{
    public static ConfirmedCase Of(StartResult start) => new(start.Id, start.Errors is [var first, ..] ? first.Message : null);
}

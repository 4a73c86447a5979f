using System.Text.Json.Serialization;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Messages;

namespace MemberServices.Mail;

/// <summary>What a mail says. HTML and plain text are made from the same parts, so both say the same.</summary>
/// <param name="Subject">Shown in the inbox; control characters in it are dropped.</param>
/// <param name="Heading">The first line inside.</param>
/// <param name="Parts">The rest, in order.</param>
public sealed record MailContent(string Subject, string Heading, params IReadOnlyList<MailPart> Parts)
{
    /// <summary>Which of the mail's links it shows, from 0: see <see cref="LinkRequest.PlaceholderOf"/>.</summary>
    public IReadOnlySet<int> Links() => Parts.OfType<ActionLink>().Select(link => LinkRequest.IndexOf(link.Address)).OfType<int>().ToHashSet();

    /// <summary>The same with addresses where its links are to be.</summary>
    /// <param name="addresses">By the link's index; one for each of <see cref="Links"/>.</param>
    public MailContent WithLinks(IReadOnlyDictionary<int, string> addresses) => this with
    {
        Parts = [.. Parts.Select(part => part is ActionLink link && LinkRequest.IndexOf(link.Address) is { } index ? link with { Address = addresses[index] } : part)],
    };

    /// <summary>The same with card numbers masked in every text that people write.</summary>
    public MailContent WithoutCardNumbers() => new(
        CardNumbers.Mask(Subject),
        CardNumbers.Mask(Heading),
        [.. Parts.Select(part => part switch
        {
            Paragraph paragraph => new Paragraph(CardNumbers.Mask(paragraph.Text)),
            Quote quote => new Quote(CardNumbers.Mask(quote.Text)),
            Details details => new Details([.. details.Rows.Select(row => row with { Value = CardNumbers.Mask(row.Value) })]),
            _ => part,
        })]);
}

/// <summary>One part of a mail. Its texts are plain text: markup in them is shown, not obeyed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "part")]
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(ActionLink), "action")]
[JsonDerivedType(typeof(Details), "details")]
[JsonDerivedType(typeof(Quote), "quote")]
public abstract record MailPart;

/// <summary>Sentences.</summary>
public sealed record Paragraph(string Text) : MailPart;

/// <summary>The thing to do: a button in HTML, label and address in text. Addresses are built by <c>SiteAddress</c>.</summary>
public sealed record ActionLink(string Label, string Address) : MailPart;

/// <summary>Facts, a row each.</summary>
public sealed record Details(params IReadOnlyList<DetailRow> Rows) : MailPart;

/// <summary>A row of <see cref="Details"/>.</summary>
public sealed record DetailRow(string Label, string Value);

/// <summary>What a person wrote, shown as theirs.</summary>
public sealed record Quote(string Text) : MailPart;

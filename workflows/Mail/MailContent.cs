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
    public IReadOnlySet<int> Links() => Parts.Select(part => LinkRequest.IndexOf(AddressOf(part))).OfType<int>().ToHashSet();

    /// <summary>The same with addresses where its links are to be.</summary>
    /// <param name="addresses">By the link's index; one for each of <see cref="Links"/>.</param>
    public MailContent WithLinks(IReadOnlyDictionary<int, string> addresses) => this with
    {
        Parts = [.. Parts.Select(part => LinkRequest.IndexOf(AddressOf(part)) is not { } index ? part : part switch
        {
            ActionLink link => link with { Address = addresses[index] },
            AnswerLinks answers => answers with { Address = addresses[index] },
            MinorLink link => link with { Address = addresses[index] },
            _ => part,
        })],
    };

    static string? AddressOf(MailPart part) => part switch
    {
        ActionLink link => link.Address,
        AnswerLinks answers => answers.Address,
        MinorLink link => link.Address,
        _ => null,
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
[JsonDerivedType(typeof(AnswerLinks), "answers")]
[JsonDerivedType(typeof(MinorLink), "minor")]
[JsonDerivedType(typeof(Details), "details")]
[JsonDerivedType(typeof(Quote), "quote")]
public abstract record MailPart;

/// <summary>Sentences.</summary>
public sealed record Paragraph(string Text) : MailPart;

/// <summary>The thing to do: a button in HTML, label and address in text. Addresses are built by <c>SiteAddress</c>.</summary>
public sealed record ActionLink(string Label, string Address) : MailPart;

/// <summary>The answers to a question, each a link to the page on which it is filled in: opening one sends nothing.</summary>
/// <param name="Address">The page's.</param>
/// <param name="Answers">In their order.</param>
public sealed record AnswerLinks(string Address, params IReadOnlyList<AnswerLink> Answers) : MailPart;

/// <param name="Label">What is answered.</param>
/// <param name="Query">The same for the page: "satisfaction=4".</param>
public sealed record AnswerLink(string Label, string Query)
{
    /// <summary>The address with the answer in it.</summary>
    public string In(string address) => $"{address}?{Query}";
}

/// <summary>Something else that can be done, in small.</summary>
public sealed record MinorLink(string Label, string Address) : MailPart;

/// <summary>Facts, a row each.</summary>
public sealed record Details(params IReadOnlyList<DetailRow> Rows) : MailPart;

/// <summary>A row of <see cref="Details"/>.</summary>
public sealed record DetailRow(string Label, string Value);

/// <summary>What a person wrote, shown as theirs.</summary>
public sealed record Quote(string Text) : MailPart;

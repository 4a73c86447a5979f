namespace MemberServices.Teams;

/// <summary>What a card's heading is like.</summary>
public enum CardTone
{
    Default,

    /// <summary>Something went as it should.</summary>
    Good,

    /// <summary>Somebody should look soon.</summary>
    Warning,

    /// <summary>Something is wrong.</summary>
    Attention,
}

/// <summary>A card in a Teams channel. Texts are plain: whatever has a meaning in the card's Markdown is escaped when it is written. Links lead to our own pages, and nothing acts.</summary>
/// <param name="Title">In a line.</param>
public sealed record Card(string Title)
{
    public CardTone Tone { get; init; }

    public IReadOnlyList<CardPart> Parts { get; init; } = [];

    /// <summary>Buttons that open a page of ours in the browser.</summary>
    public IReadOnlyList<CardLink> Links { get; init; } = [];
}

/// <param name="Label">What the button says: "Open on the staff page".</param>
/// <param name="Address">Absolute, of our site.</param>
public sealed record CardLink(string Label, string Address);

/// <summary>A part of a card, one below the other.</summary>
public abstract record CardPart;

/// <param name="Text">One paragraph, or several with line breaks between them.</param>
public sealed record CardText(string Text) : CardPart
{
    /// <summary>Smaller and lighter.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>As a part's heading.</summary>
    public bool IsHeading { get; init; }
}

/// <param name="Rows">A label and what it says, in rows.</param>
public sealed record CardFacts(params IReadOnlyList<CardFact> Rows) : CardPart;

/// <param name="Label">"Waits for".</param>
/// <param name="Value">A line.</param>
public sealed record CardFact(string Label, string Value);

namespace MemberServices.Pages;

/// <summary>What a <see cref="MessagePage"/> says: what is so, and what to do now. Nobody meets a bare error.</summary>
public sealed record Message(string Title, string Text, params IReadOnlyList<string> ToDo)
{
    /// <summary>Where to go from here, the likeliest first; addresses on this site.</summary>
    public IReadOnlyList<MessageLink> Links { get; init; } = [];

    /// <summary>The same for a token that never was, was altered, was made for another page, was replaced or has expired.</summary>
    public static Message UnknownLink { get; } = new(
        "We can\u2019t find this page",
        "The link is incomplete, or it no longer works: it may have been replaced by a newer email, handed to somebody else, or have expired.",
        "Open the link straight from our email. If you copied it, make sure that you copied all of it.",
        "If you have more than one email from us about this, use the newest one.",
        "If it still doesn\u2019t work, let us send you new links to what is open, or write or call us.")
    {
        Links = [MessageLink.MyCases],
    };

    public static Message CrossSite { get; } = new(
        "We did not accept this form",
        "It was sent from another website, or your browser did not say where it came from. Nothing was changed.",
        "Open the link in our email again and fill in the form there.",
        "If this happens again, use a newer browser, or call us and we will do it together.");

    public static Message NotAForm { get; } = new(
        "We could not read this form",
        "What arrived was not a form from our page, or it was too large. Nothing was changed.",
        "Go back, shorten long texts, and send the form again.",
        "If this happens again, call us and we will do it together.");

    /// <summary>When something fails that nobody meant to; what is sent again counts once.</summary>
    public static Message Failure { get; } = new(
        "Something went wrong on our side",
        "We could not finish this just now. You did nothing wrong.",
        "Wait a minute, then try again. If you sent a form, it is safe to send it again: it counts once.",
        "If this happens again, write or call us, and we will do it together.");
}

/// <summary>Where a <see cref="Message"/> leads.</summary>
public sealed record MessageLink(string Label, string Address)
{
    /// <summary>Where one is sent new links.</summary>
    public static MessageLink MyCases { get; } = new("Find my cases", "/my-cases");
}

namespace MemberServices.Desk.Frame;

/// <summary>What a page says first.</summary>
/// <param name="Tone">"good": it was done; "warn": it wasn't, since somebody was quicker; "bad": it wasn't.</param>
/// <param name="Title">What is so.</param>
/// <param name="Text">What follows, by when; or null.</param>
/// <param name="Link">Where to go on, or null.</param>
public sealed record DeskNote(string Tone, string Title, string? Text = null, Pages.MessageLink? Link = null)
{
    public static DeskNote Done(string title, string? text = null, Pages.MessageLink? link = null) => new("good", title, text, link);

    public static DeskNote Quicker(string title, string? text = null, Pages.MessageLink? link = null) => new("warn", title, text, link);
}

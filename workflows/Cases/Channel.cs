using System.Text.Json.Serialization;

namespace MemberServices.Cases;

/// <summary>Through what somebody reached us, or we reached them. Zero is none, so that a forgotten one isn't a call.</summary>
[JsonConverter(typeof(EnumNameConverter<Channel>))]
public enum Channel
{
    Phone = 1,
    Email,
    Form,
    Chat,
    Text,
    Social,
    WalkIn,
    Class,
    Purchase,

    /// <summary>The emergency and broadcast lines on the MLS screen.</summary>
    Marquee,
    Teams,

    /// <summary>The HTTP API, with a key.</summary>
    Api,

    /// <summary>A message of another system.</summary>
    Message,

    /// <summary>Nobody's doing: a timer.</summary>
    System,

    /// <summary>The staff's own pages, by who is signed in there.</summary>
    StaffPage,
}

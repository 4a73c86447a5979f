using System.Text.Json.Serialization;
using MemberServices.Cases;

namespace MemberServices.Tickets;

/// <summary>How much a ticket presses. Zero is none.</summary>
[JsonConverter(typeof(EnumNameConverter<Priority>))]
public enum Priority
{
    /// <summary>Counted around the clock.</summary>
    Urgent = 1,
    High,
    Normal,
    Low,
}

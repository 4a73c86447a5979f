using System.Text.Json.Serialization;

namespace MemberServices.Links;

/// <summary>What a link is for. A token of one purpose is unknown to every other.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LinkPurpose>))]
public enum LinkPurpose
{
    /// <summary>The applicant's progress page.</summary>
    Progress = 1,

    /// <summary>The broker's decision about an application.</summary>
    Approval = 2,

    /// <summary>Whether an application is that of the mailbox's owner.</summary>
    Confirmation = 3,

    /// <summary>Whether a new email address is that of the mailbox's owner.</summary>
    Address = 4,

    /// <summary>The page that a customer and staff share about a ticket.</summary>
    Ticket = 10,

    /// <summary>Whether a question from the contact form is the mailbox's owner's.</summary>
    Question = 11,

    /// <summary>Which ticket the answer to a mail belongs to. It opens no page.</summary>
    Reply = 12,

    /// <summary>The questions of a survey.</summary>
    Survey = 20,

    /// <summary>Whether somebody may be asked at all.</summary>
    Preferences = 21,

    /// <summary>The page that a complainant and staff share about a complaint.</summary>
    Complaint = 30,

    /// <summary>Whether a complaint from the public form is the mailbox's owner's.</summary>
    ComplaintForm = 31,
}

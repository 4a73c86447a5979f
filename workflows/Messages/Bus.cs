namespace MemberServices.Messages;

/// <summary>The names of what <c>infra/servicebus.json</c> declares.</summary>
public static class Bus
{
    /// <summary>The trigger attributes' Connection: the section of settings with the namespace.</summary>
    public const string Connection = "ServiceBus";

    /// <summary>What other systems ask or report (in).</summary>
    public const string Commands = "commands";

    /// <summary>Outgoing email.</summary>
    public const string Mail = "mail";

    /// <summary>What became of mails that were sent, as Event Grid tells it (in).</summary>
    public const string DeliveryReports = "delivery-reports";

    /// <summary>Cards that wait for their channel, and commands that take longer than Teams waits.</summary>
    public const string Teams = "teams";

    /// <summary>What happened (out).</summary>
    public const string Events = "events";

    /// <summary>The subscription on <see cref="Events"/> that fills the members' timelines.</summary>
    public const string Interactions = "interactions";

    /// <summary>The subscription on <see cref="Events"/> with what staff must hear of at once.</summary>
    public const string Alerts = "alerts";

    /// <summary>The subscription on <see cref="Events"/> that counts what happens.</summary>
    public const string Figures = "figures";

    /// <summary>The subscription on <see cref="Events"/> with what surveys begin from, or go on by.</summary>
    public const string Surveys = "surveys";

    /// <summary>The subscription on <see cref="Events"/> with what complaints begin from.</summary>
    public const string Complaints = "complaints";
}

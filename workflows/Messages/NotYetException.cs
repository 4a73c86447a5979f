namespace MemberServices.Messages;

/// <summary>A message can't be carried out yet; it is left to its lock and comes again a minute later.</summary>
/// <param name="why">For the log: without what identifies a person.</param>
public sealed class NotYetException(string why) : Exception(why);

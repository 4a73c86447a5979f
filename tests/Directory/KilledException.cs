namespace MemberServices.Tests.Directory;

/// <summary>The process has ended: from here on nothing is called any more.</summary>
sealed class KilledException : Exception;

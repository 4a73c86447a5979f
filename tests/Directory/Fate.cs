namespace MemberServices.Tests.Directory;

/// <summary>What becomes of a call to the directory or the tables.</summary>
enum Fate
{
    Works,

    /// <summary>It doesn't get through.</summary>
    Fails,

    /// <summary>It works, but its answer never arrives.</summary>
    IsLost,

    /// <summary>403.</summary>
    IsRefused,

    /// <summary>The process ends before it.</summary>
    KillsBefore,

    /// <summary>The process ends when it has worked.</summary>
    KillsAfter,
}

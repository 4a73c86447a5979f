namespace MemberServices.Staff.Away;

/// <summary>Somebody of the staff is away.</summary>
/// <param name="Person">Who.</param>
/// <param name="From">From then on.</param>
/// <param name="Until">Later than that, and not in it: they are back.</param>
/// <param name="StandIn">Who takes what falls due meanwhile; null: their role, since the data of who it was are erased.</param>
/// <param name="By">Who said so, as it is shown.</param>
/// <param name="At">When they said so.</param>
public sealed record StaffAbsence(StaffPerson Person, DateTimeOffset From, DateTimeOffset Until, StaffPerson? StandIn, string By, DateTimeOffset At)
{
    public bool Covers(DateTimeOffset at) => From <= at && at < Until;
}

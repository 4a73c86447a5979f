using MemberServices.Calendar;

namespace MemberServices.Onboarding;

/// <summary>
/// The orchestration's input and its whole memory. It has the policy that the case started with, and nothing about a
/// person: those are in the enrollment table, where they can be erased.
/// </summary>
/// <param name="Policy">The enrollment's numbers.</param>
/// <param name="Calendar">The organization's open hours.</param>
/// <param name="State">How far it has come, or null when it begins.</param>
public sealed record EnrollmentCase(EnrollmentPolicy Policy, CalendarPolicy Calendar, EnrollmentState? State = null);

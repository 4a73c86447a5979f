using MemberServices.Cases;
using MemberServices.Onboarding.Applying;

namespace MemberServices.Onboarding.Correcting;

/// <summary>A correction as a case's log has it: an entry or, where whoever decides must see it first, an outcome.</summary>
/// <param name="What">What is corrected. A new email address counts only when its mailbox's owner has said that it is theirs.</param>
/// <param name="By">Who corrected it.</param>
/// <param name="Channel">How they reached us.</param>
/// <param name="At">When.</param>
/// <param name="Why">For staff.</param>
/// <param name="ToMember">For the applicant, or null.</param>
/// <param name="Step">The step that it closed; 0: none.</param>
/// <param name="Number">The entry's, or 1.</param>
public sealed record CorrectionMade(
    Correction What, Actor By, Channel Channel, DateTimeOffset At, string? Why, string? ToMember, int Step, int Number);

/// <summary>What an entry of a correction says.</summary>
/// <param name="What">What is corrected.</param>
/// <param name="Why">For staff.</param>
/// <param name="ToMember">For the applicant, or null.</param>
public sealed record CorrectionEntry(Correction What, string? Why, string? ToMember);

/// <summary>What the owner of a mailbox said about a new email address.</summary>
/// <param name="Email">Which address.</param>
/// <param name="IsTheirs">Whether it is theirs, so that it counts now.</param>
public sealed record AddressAnswer(string Email, bool IsTheirs)
{
    /// <summary>The entry's kind.</summary>
    public const string Kind = "address-answered";
}

/// <summary>The fold of a case's corrections.</summary>
public static class CorrectionLog
{
    extension(EnrollmentRecord record)
    {
        /// <summary>Every license key that the case has had.</summary>
        public IEnumerable<string> LicenseKeys => record.Applications().Select(EnrollmentService.LicenseKey).Distinct();

        /// <summary>Every member's key that the case has had, the present one last.</summary>
        public IEnumerable<string> MemberKeys => record.Applications().Select(each => each.MemberKey).Distinct();

        /// <summary>Every email address that has counted, the present one last.</summary>
        public IReadOnlyList<string> Emails => [.. record.Applications().Select(each => each.MemberEmail).Reverse().Distinct().Reverse()];

        /// <summary>The address that waits for its mailbox's owner, or null.</summary>
        public string? PendingEmail
        {
            get
            {
                var asked = record.CorrectionsMade().LastOrDefault(made => made.What.MemberEmail is not null);
                return record.Answers().Any(each => each.Answer.Email == asked?.What.MemberEmail && each.At >= asked.At) ? null : asked?.What.MemberEmail;
            }
        }

        /// <summary>What the owner of a mailbox said last about it, or null.</summary>
        public bool? AnswerOf(string email) => record.Answers().LastOrDefault(each => each.Answer.Email == email).Answer?.IsTheirs;

        /// <summary>Every correction, in order.</summary>
        public IReadOnlyList<CorrectionMade> CorrectionsMade() =>
            [
                .. record.Outcomes.Where(outcome => outcome.What.Corrected is not null)
                    .Select(o => new CorrectionMade(o.What.Corrected!, o.By, o.Channel, o.At, o.What.Why, o.What.ToMember, o.Step, 1))
                    .Concat(record.Entries.Where(entry => entry.Kind == Correction.Kind).Select(entry => (entry, read: entry.Read<CorrectionEntry>()))
                        .Select(e => new CorrectionMade(e.read.What, e.entry.By, e.entry.Channel, e.entry.At, e.read.Why, e.read.ToMember, 0, e.entry.Number)))
                    .OrderBy(made => made.At),
            ];

        /// <summary>The application as it came, and after each change.</summary>
        public IReadOnlyList<Application> Applications() => record.CorrectionsMade()
            .Select(made => (made.At, What: made.What with { MemberEmail = null }))
            .Concat(record.Answers().Where(each => each.Answer.IsTheirs).Select(each => (each.At, What: new Correction(MemberEmail: each.Answer.Email))))
            .OrderBy(change => change.At)
            .Aggregate(
                new List<Application> { record.Opened.Application },
                (all, change) => [.. all, change.What.In(all[^1])]);

        /// <summary>What owners of mailboxes said about new addresses, in order.</summary>
        public IEnumerable<(DateTimeOffset At, AddressAnswer Answer)> Answers() =>
            record.Entries.Where(entry => entry.Kind == AddressAnswer.Kind).Select(entry => (entry.At, entry.Read<AddressAnswer>()));
    }
}

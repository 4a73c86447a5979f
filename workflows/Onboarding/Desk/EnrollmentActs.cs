using MemberServices.Onboarding.Correcting;
using MemberServices.Onboarding.Revoking;

namespace MemberServices.Onboarding.Desk;

/// <summary>How staff can step in: what the stage offers, and what is in every stage or after the end.</summary>
public sealed class EnrollmentActs(EnrollmentStages stages)
{
    /// <summary>What fits the case now.</summary>
    public async Task<IReadOnlyList<DeskAct>> OfAsync(EnrollmentRecord record)
    {
        var state = record.State;
        if (state.End is { } end)
        {
            return end == EnrollmentEnd.Completed ? [Revoke(record)] : [];
        }
        var stage = stages.Of(state.Stage);
        var acts = new List<DeskAct>();
        foreach (var kind in stage.Interventions.Keys)
        {
            if (await stage.FormAsync(record, kind) is { } form)
            {
                acts.Add(new DeskAct(kind, form));
            }
        }
        return [.. acts, Correct(record, stage), Withdraw(record)];
    }

    static DeskAct Correct(EnrollmentRecord record, IEnrollmentStage stage) => new(
        Correction.Kind,
        new InterventionForm(
            "Correct what was entered",
            "Both versions are kept, and the applicant is told. A new email address counts when its mailbox’s owner confirms it."
            + (stage.TakesOtherLicense ? " With another license, whoever decides is asked anew." : ""))
        {
            Reader = record.Applicant.MemberFullName,
        })
    {
        IsCorrection = true,
    };

    DeskAct Withdraw(EnrollmentRecord record)
    {
        var (applicant, asked) = (record.Applicant.MemberFullName, record.StepOf(record.State.Step)?.Asked?.Name);
        return new DeskAct(Withdrawal.Kind, new InterventionForm("Withdraw", "Ends the application. The license is free for a new one.") { Reader = applicant })
        {
            IsFinal = true,
            Consequences =
            [
                asked is null ? $"{applicant} is told at once." : $"{applicant} and {asked} are told at once.",
                .. stages.ReachedBy(record).Any(stage => stage.Grants) ? ["What was granted is taken back."] : (string[])[],
                "The license is free for a new application after that.",
                "It can’t be taken back.",
            ],
        };
    }

    static DeskAct Revoke(EnrollmentRecord record) => new(
        Revocations.Kind, new InterventionForm("Revoke the access", "Takes back what was granted. The member becomes inactive.") { Reader = record.Applicant.MemberFullName })
    {
        IsFinal = true,
        Consequences =
        [
            $"{record.Applicant.MemberFullName} loses access to the directory and whatever else was granted.",
            "They are no longer an active member, and the license is free for a new application.",
            "It can’t be taken back: they would have to apply again.",
        ],
    };
}

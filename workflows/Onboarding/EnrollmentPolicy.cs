using System.ComponentModel.DataAnnotations;
using MemberServices.Cases;
using MemberServices.Onboarding.Applying;
using MemberServices.Onboarding.Checklist;
using MemberServices.Onboarding.Provisioning;
using MemberServices.Policies;

namespace MemberServices.Onboarding;

/// <summary>The numbers and lists of an enrollment. A case keeps the stages and days that it started with.</summary>
public sealed record EnrollmentPolicy : IPolicySection
{
    /// <summary>Whether an application from the public form opens a case only when its mailbox's owner confirms it.</summary>
    public required bool ConfirmEmail { get; init; }

    /// <summary>What one can apply as, in the form's order.</summary>
    [Length(1, 50)]
    public required IReadOnlyList<MemberType> MemberTypes { get; init; }

    /// <summary>What every applicant agrees to.</summary>
    public required RulesPolicy Rules { get; init; }

    /// <summary>What people call a member type; its id when the policy no longer has it.</summary>
    public string MemberTypeName(string id) => MemberTypes.FirstOrDefault(type => type.Id == id)?.Name ?? id;

    /// <summary>What the welcome leads new members to; null: there is none.</summary>
    public WebLink? OrientationGuide { get; init; }

    /// <summary>The systems in which a member is set up, in the order in which they are asked; the stage provisioning asks them.</summary>
    public IReadOnlyList<ProvisioningTarget> ProvisioningTargets { get; init; } = [];

    /// <summary>The stages that an enrollment goes through, in order, each with its days.</summary>
    [Length(1, 20)]
    public required IReadOnlyList<StagePolicy> Stages { get; init; }

    /// <summary>What a new member does, and what is done for them, in the stage <see cref="ChecklistStage"/>.</summary>
    public ChecklistPolicy Checklist { get; init; } = new() { Items = [] };

    public void Check(PolicyCheck check)
    {
        for (var i = 0; i < MemberTypes.Count; i++)
        {
            var type = MemberTypes[i];
            var place = check.At("memberTypes").At(i);
            place.At("id").Must(!MemberTypes.Take(i).Any(t => t.Id == type.Id), "must not be there twice", $"\"{type.Id}\"");
        }

        for (var i = 0; i < ProvisioningTargets.Count; i++)
        {
            var place = check.At("provisioningTargets").At(i);
            place.At("id").Must(!ProvisioningTargets.Take(i).Any(target => target.Id == ProvisioningTargets[i].Id), "must not be there twice", $"\"{ProvisioningTargets[i].Id}\"");
        }
        for (var i = 0; i < Stages.Count; i++)
        {
            var place = check.At("stages").At(i);
            place.At("id").Must(!Stages.Take(i).Any(stage => stage.Id == Stages[i].Id), "must not be there twice", $"\"{Stages[i].Id}\"");
            Stages[i].Days.Check(place.At("days"));
        }

        Checklist.Check(check.At("checklist"));
        if (Stages.FirstOrDefault(stage => stage.Id == ChecklistStage.StageId) is { Days.EndDays: var end })
        {
            // Business days take as long as days on the wall at least.
            foreach (var (i, item) in Checklist.Items.Index())
            {
                check.At("checklist").At("items").At(i).At("dueDays").Must(
                    item.DueDays + Checklist.NoticeDays < end,
                    $"with noticeDays ({Checklist.NoticeDays}) must be less than the endDays of the stage {ChecklistStage.StageId} ({end})", item.DueDays);
            }
        }
    }
}

/// <param name="Id">In JSON, 1 to 40 lower-case letters and dashes: "agent".</param>
/// <param name="Name">In the form: "Agent".</param>
public sealed record MemberType(
    [property: RegularExpression("[a-z-]{1,40}", ErrorMessage = "must be 1 to 40 lower-case letters and dashes")] string Id,
    [property: Length(1, 60)] string Name);

/// <param name="Id">Which stage: "broker-approval".</param>
/// <param name="Days">What happens there while nobody answers.</param>
public sealed record StagePolicy(string Id, EscalationPolicy Days);

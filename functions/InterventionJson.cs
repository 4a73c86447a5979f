using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Onboarding;

namespace MemberServices;

/// <summary>An intervention as the API takes and shows it.</summary>
sealed record InterventionJson(Intervention Intervention, IReadOnlyList<FieldError> Errors)
{
    /// <summary>Takes by, reason (for staff), toMember (for the applicant), approverKey and step.</summary>
    public static InterventionJson Read(string kind, JsonElement json)
    {
        var errors = new List<FieldError>();
        string? Text(string name)
        {
            if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            if (value.ValueKind == JsonValueKind.String)
            {
                return value.GetString();
            }

            errors.Add(new FieldError(name, "Send a text."));
            return null;
        }

        int? step = null;
        if (json.TryGetProperty("step", out var number) && number.ValueKind != JsonValueKind.Null)
        {
            if (number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value))
            {
                step = value;
            }
            else
            {
                errors.Add(new FieldError("step", "Send the number of a step, or leave it out for the present one."));
            }
        }

        return new InterventionJson(
            new Intervention(kind, Text("by") ?? "", Text("reason") ?? "", Text("toMember"), Text("approverKey"), step), errors);
    }

    /// <summary>What is recorded; a repeat is shown the same.</summary>
    public static object Of(CaseId id, StepOutcome<EnrollmentOutcome> recorded) => new
    {
        id,
        recorded.What.Kind,
        recorded.Step,
        by = recorded.By.Name,
        reason = recorded.What.Why,
        recorded.What.ToMember,
        approver = recorded.What.Next?.Name,
        recorded.At,
        status = $"/api/enrollments/{id}",
    };
}

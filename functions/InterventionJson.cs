using System.Text.Json;
using MemberServices.Fields;
using MemberServices.Onboarding;

namespace MemberServices;

/// <summary>An intervention as the API takes and shows it.</summary>
sealed record InterventionJson(Intervention Intervention, IReadOnlyList<FieldError> Errors)
{
    /// <summary>The intervention that the end of an address names, or null.</summary>
    public static InterventionKind? KindOf(string address) => address.ToLowerInvariant() switch
    {
        "resend" => InterventionKind.Resend,
        "reassign" => InterventionKind.Reassign,
        "approve-on-behalf" => InterventionKind.ApproveOnBehalf,
        "withdraw" => InterventionKind.Withdraw,
        _ => null,
    };

    /// <summary>Takes by, reason, approverKey and step.</summary>
    public static InterventionJson Read(InterventionKind kind, JsonElement json)
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

        var approver = Text("approverKey");
        return new InterventionJson(
            new Intervention(kind, Text("by") ?? "", Text("reason") ?? "", kind == InterventionKind.Reassign ? approver : null, step), errors);
    }

    /// <summary>What is recorded; a repeat is shown the same.</summary>
    public static object Of(string id, InterventionKind kind, StepOutcome recorded) => new
    {
        id,
        kind,
        recorded.Step,
        recorded.By,
        recorded.Reason,
        approver = recorded.Approver?.MemberFullName,
        recorded.At,
        status = $"/api/enrollments/{id}",
    };
}

using System.Text.Json;
using MemberServices.Onboarding;

namespace MemberServices;

/// <summary>An intervention as the API takes and shows it.</summary>
sealed record InterventionJson(Intervention Intervention, IReadOnlyList<FieldError> Errors)
{
    /// <summary>Takes by, reason, approverId and round.</summary>
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

        int? round = null;
        if (json.TryGetProperty("round", out var number) && number.ValueKind != JsonValueKind.Null)
        {
            if (number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value))
            {
                round = value;
            }
            else
            {
                errors.Add(new FieldError("round", "Send the number of a round, or leave it out for the present one."));
            }
        }

        var approver = Text("approverId");
        return new InterventionJson(
            new Intervention(kind, Text("by") ?? "", Text("reason") ?? "", kind == InterventionKind.Approver ? approver : null, round), errors);
    }

    /// <summary>What is recorded; a repeat is shown the same.</summary>
    public static object Of(string id, InterventionKind kind, Answer recorded) => new
    {
        id,
        step = kind,
        recorded.Round,
        recorded.By,
        recorded.Reason,
        approver = recorded.Approver?.Name,
        recorded.At,
        status = $"/api/enrollments/{id}",
    };
}

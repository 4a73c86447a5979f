using System.Text.Json;
using MemberServices.Fields;

namespace MemberServices.Onboarding.Applying;

/// <summary>An application as other systems send it, and the members that aren't texts.</summary>
public sealed record ReadApplication(Application Application, IReadOnlyList<FieldError> Errors);

/// <summary>Reads an application from JSON. What is missing is empty, and for <see cref="ApplicationRules"/> to tell.</summary>
public static class ApplicationJson
{
    /// <summary>Takes the members of an object, whatever their case; other members are passed over.</summary>
    public static ReadApplication Read(JsonElement json)
    {
        var errors = new List<FieldError>();
        string Text(string name)
        {
            var members = json.EnumerateObject().Where(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
            if (members.Count == 0 || members[^1].Value.ValueKind == JsonValueKind.Null)
            {
                return "";
            }

            if (members[^1].Value.ValueKind == JsonValueKind.String)
            {
                return members[^1].Value.GetString()!;
            }

            errors.Add(new FieldError(name, "Send a text."));
            return "";
        }

        var application = new Application(
            Text("memberFullName"), Text("memberEmail"), Text("memberPreferredPhone"), Text("memberStateLicense"), Text("memberStateLicenseState"),
            Text("officeKey"), Text("memberType"));
        return new ReadApplication(application, errors);
    }

    /// <summary>One error for each field: that a member isn't a text says more than that it is missing.</summary>
    public static IReadOnlyList<FieldError> With(this ReadApplication read, IReadOnlyList<FieldError> errors) =>
        [.. read.Errors, .. errors.Where(e => !read.Errors.Any(r => r.Field == e.Field))];
}

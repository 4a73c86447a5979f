using System.Text.Json;
using MemberServices.Fields;

namespace MemberServices.Tests.Fields;

/// <summary>Reads one field, as the API, messages and pages do.</summary>
static class Reading
{
    public static readonly FieldRule Name = FieldRules.Name("your full name", "Enter your full name.");
    public static readonly FieldRule Reason = FieldRules.Reason("the reason", "Say why.");

    public static FieldReader Of(object input) => new(JsonSerializer.SerializeToElement(input));

    /// <summary>The text as it is kept.</summary>
    public static string Kept(string typed, FieldRule rule)
    {
        var reader = Of(new { field = typed });
        var text = reader.Text("field", rule);
        Assert.Empty(reader.Errors);
        return text;
    }

    /// <summary>What somebody is told.</summary>
    public static string Told(object? typed, FieldRule rule)
    {
        var reader = Of(new { field = typed });
        reader.Text("field", rule);
        var error = Assert.Single(reader.Errors);
        Assert.Equal("field", error.Field);
        return error.Message;
    }
}

using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Local.Host;

/// <summary><c>%NAME%</c> in an attribute stands for the setting NAME.</summary>
static partial class SettingNames
{
    /// <exception cref="BindingException">There is no such setting.</exception>
    public static string Resolve(string text, IConfiguration configuration) => Name().Replace(text, match =>
        configuration[match.Groups[1].Value] is { Length: > 0 } value
            ? value
            : throw new BindingException($"the setting '{match.Groups[1].Value}' that '{text}' names is missing."));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Name();
}

using System.Text.Json;
using MemberServices.Fields;

namespace MemberServices.Teams;

/// <summary>What somebody typed, taken apart by a command's usage.</summary>
static class CommandLine
{
    static readonly char[] Breaks = ['\n', ';'];

    /// <summary>Whether a text begins with a command's name, and what follows it. Case doesn't count, a dash is a space.</summary>
    public static bool Begins(string text, string name, out string rest)
    {
        rest = "";
        var at = 0;
        foreach (var word in name.Split(' '))
        {
            var end = EndOfWord(text, at, isDashEnd: true);
            if (!text.AsSpan(at, end - at).Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            at = end;
            while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '-'))
            {
                at++;
            }
        }

        rest = text[at..];
        return true;
    }

    /// <summary>The fields of what follows the name: words, the rest, labels. Wrong is what the usage has no place for, and a field that is there twice.</summary>
    public static FieldReader Read(string text, CommandUsage usage)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var twice = new List<string>();
        var current = default(string);
        foreach (var (typed, separator) in Parts(text, usage))
        {
            var part = typed.Trim();
            if (LabelAt(part, usage, 0, out var length) is { } field)
            {
                current = field;
                Set(field, part[length..].Trim());
            }
            else if (current is null)
            {
                current = Positions(part, usage, Set);
            }
            else
            {
                // A semicolon or a line break within a text belongs to it.
                fields[current] += separator + typed;
            }
        }

        var reader = new FieldReader(JsonSerializer.SerializeToElement(fields.ToDictionary(field => field.Key, field => field.Value.Trim())));
        foreach (var field in twice)
        {
            reader.Must(false, field, "Write it once.");
        }

        reader.Must(!fields.ContainsKey(Excess), Excess, "Write only what the line below says.");
        return reader;

        void Set(string field, string value)
        {
            if (!fields.TryAdd(field, value))
            {
                twice.Add(field);
            }
        }
    }

    /// <summary>The name under which an error about what has no place is told.</summary>
    internal const string Excess = "more";

    static string? Positions(string part, CommandUsage usage, Action<string, string> set)
    {
        var at = 0;
        string? last = null;
        foreach (var word in usage.Words)
        {
            var end = EndOfWord(part, at, isDashEnd: false);
            if (end == at)
            {
                return last;
            }

            set(word, part[at..end]);
            (at, last) = (end, word);
            while (at < part.Length && char.IsWhiteSpace(part[at]))
            {
                at++;
            }
        }

        if (at < part.Length)
        {
            last = usage.Rest ?? Excess;
            set(last, part[at..]);
        }

        return last;
    }

    /// <summary>The pieces between breaks, and what stands before the first label in the first piece as a piece of its own.</summary>
    static IEnumerable<(string Part, char Separator)> Parts(string text, CommandUsage usage)
    {
        var (from, separator, isFirst) = (0, '\n', true);
        while (from <= text.Length)
        {
            var end = text.IndexOfAny(Breaks, from);
            var part = text[from..(end < 0 ? text.Length : end)];
            if (isFirst && FirstLabel(part, usage) is > 0 and var label)
            {
                yield return (part[..label], separator);
                part = part[label..];
            }

            if (!string.IsNullOrWhiteSpace(part))
            {
                yield return (part, separator);
            }

            isFirst = false;
            if (end < 0)
            {
                break;
            }

            (from, separator) = (end + 1, text[end]);
        }
    }

    static int FirstLabel(string part, CommandUsage usage)
    {
        for (var i = 1; i < part.Length; i++)
        {
            if (char.IsWhiteSpace(part[i - 1]) && LabelAt(part, usage, i, out _) is not null)
            {
                return i;
            }
        }

        return 0;
    }

    /// <summary>The field whose label and colon stand there.</summary>
    static string? LabelAt(string text, CommandUsage usage, int at, out int end)
    {
        foreach (var (label, field) in usage.Labels)
        {
            foreach (var name in (ReadOnlySpan<string>)[label, field])
            {
                var rest = text.AsSpan(at);
                if (rest.StartsWith(name, StringComparison.OrdinalIgnoreCase) && rest[name.Length..].TrimStart() is [':', ..] after)
                {
                    end = text.Length - after.Length + 1;
                    return field;
                }
            }
        }

        end = at;
        return null;
    }

    static int EndOfWord(string text, int at, bool isDashEnd)
    {
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && !(isDashEnd && text[at] == '-'))
        {
            at++;
        }

        return at;
    }
}

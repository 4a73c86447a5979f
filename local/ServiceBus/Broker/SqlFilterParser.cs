using System.Globalization;
using System.Text.RegularExpressions;
using Condition = System.Func<Local.ServiceBus.MessageHeaders, bool?>;
using Operand = System.Func<Local.ServiceBus.MessageHeaders, object?>;

namespace Local.ServiceBus;

/// <summary>Reads the language of <see cref="SqlFilter"/>.</summary>
sealed partial class SqlFilterParser
{
    static readonly Dictionary<string, Func<MessageHeaders, object?>> SystemProperties = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ContentType"] = message => message.ContentType,
        ["CorrelationId"] = message => message.CorrelationId,
        ["Label"] = message => message.Subject,
        ["MessageId"] = message => message.MessageId,
        ["ReplyTo"] = message => message.ReplyTo,
        ["ReplyToSessionId"] = message => message.ReplyToSessionId,
        ["SessionId"] = message => message.SessionId,
        ["Subject"] = message => message.Subject,
        ["To"] = message => message.To,
    };

    readonly string expression;
    readonly List<string> tokens;
    int next;

    public SqlFilterParser(string expression)
    {
        this.expression = expression;
        tokens = [.. Token().Matches(expression).Select(match => match.Value.Trim()).Where(token => token.Length > 0)];
    }

    public Condition Parse()
    {
        var condition = Or();
        return next == tokens.Count ? condition : throw Unexpected();
    }

    Condition Or()
    {
        var left = And();
        while (Took("OR"))
        {
            var (first, second) = (left, And());
            left = message => first(message) | second(message);
        }

        return left;
    }

    Condition And()
    {
        var left = Not();
        while (Took("AND"))
        {
            var (first, second) = (left, Not());
            left = message => first(message) & second(message);
        }

        return left;
    }

    Condition Not()
    {
        if (Took("NOT"))
        {
            var negated = Not();
            return message => !negated(message);
        }

        if (Took("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        return Predicate();
    }

    Condition Predicate()
    {
        var left = Value();
        if (Took("IS"))
        {
            var negated = Took("NOT");
            Expect("NULL");
            return message => (left(message) is null) != negated;
        }

        var not = Took("NOT");
        if (Took("IN"))
        {
            var candidates = List();
            return Negated(not, message => SqlFilter.In(left(message), candidates));
        }

        if (Took("LIKE"))
        {
            var pattern = Text();
            char? escape = Took("ESCAPE") ? Text() is [var only] ? only : throw Unexpected() : null;
            return Negated(not, message => SqlFilter.Like(left(message), pattern, escape));
        }

        var comparison = !not && next < tokens.Count && tokens[next] is "=" or "<>" or "!=" or "<" or "<=" or ">" or ">=" ? tokens[next++] : throw Unexpected();
        var right = Value();
        return message => SqlFilter.Compare(left(message), comparison, right(message));
    }

    static Condition Negated(bool negated, Condition condition) => negated ? message => !condition(message) : condition;

    List<object?> List()
    {
        Expect("(");
        var values = new List<object?>();
        do
        {
            values.Add(Literal() ?? throw Unexpected());
            next++;
        }
        while (Took(","));
        Expect(")");
        return values;
    }

    Operand Value()
    {
        if (Literal() is { } literal)
        {
            next++;
            return _ => literal;
        }

        if (next >= tokens.Count || !Name().IsMatch(tokens[next]))
        {
            throw Unexpected();
        }

        var name = Unquoted(tokens[next++]);
        if (!Took("."))
        {
            return message => Property(message, name);
        }

        var property = next < tokens.Count ? Unquoted(tokens[next++]) : throw Unexpected();
        return name.ToUpperInvariant() switch
        {
            "SYS" => SystemProperties.TryGetValue(property, out var read)
                ? new Operand(read)
                : throw new InvalidDataException($"The filter '{expression}' names sys.{property}, which this edition doesn't know."),
            "USER" => message => Property(message, property),
            _ => throw Unexpected(),
        };
    }

    object? Literal() => next >= tokens.Count ? null : tokens[next] switch
    {
        ['\'', .. var text, '\''] => text.Replace("''", "'", StringComparison.Ordinal),
        var token when token.Equals("TRUE", StringComparison.OrdinalIgnoreCase) => true,
        var token when token.Equals("FALSE", StringComparison.OrdinalIgnoreCase) => false,
        var token when decimal.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    string Text()
    {
        var text = Literal() as string ?? throw Unexpected();
        next++;
        return text;
    }

    static object? Property(MessageHeaders message, string name) =>
        message.Properties?.GetValueOrDefault(name) is { } encoded ? PropertyCodec.Decode(encoded) : null;

    static string Unquoted(string name) => name is ['[' or '"', .. var inner, _] ? inner : name;

    bool Took(string word)
    {
        if (next >= tokens.Count || !tokens[next].Equals(word, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        next++;
        return true;
    }

    void Expect(string word)
    {
        if (!Took(word))
        {
            throw Unexpected();
        }
    }

    InvalidDataException Unexpected() => new(
        $"The filter '{expression}' isn't understood at {(next < tokens.Count ? $"'{tokens[next]}'" : "its end")}.");

    // Texts, names in brackets or quotes, names, numbers, comparisons, and whatever else as single characters, to be refused by name.
    [GeneratedRegex("""'(?:[^']|'')*'|\[[^\]]+\]|"[^"]+"|[A-Za-z_][\w\-]*|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|<>|!=|<=|>=|\S|\s+""")]
    private static partial Regex Token();

    [GeneratedRegex("""^(?:\[[^\]]+\]|"[^"]+"|[A-Za-z_][\w\-]*)$""")]
    private static partial Regex Name();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Local.Tables;

enum TokenKind
{
    End,
    Open,
    Close,
    Word,
    Literal,
}

/// <summary>Cuts a filter into words, literals and parentheses; it stands at one of them.</summary>
partial struct FilterLexer
{
    readonly string text;
    int next;
    int start;
    string word = "";
    object? literal;

    public FilterLexer(string text)
    {
        this.text = text;
        Advance();
    }

    public TokenKind Kind { get; private set; }

    public readonly bool IsWord(string expected) => Kind == TokenKind.Word && word == expected;

    public bool Take(TokenKind kind)
    {
        if (Kind != kind)
        {
            return false;
        }

        Advance();
        return true;
    }

    public bool TakeWord(string expected)
    {
        if (!IsWord(expected))
        {
            return false;
        }

        Advance();
        return true;
    }

    public string TakeName()
    {
        var name = word;
        return Kind == TokenKind.Word && Take(TokenKind.Word) ? name : throw Unexpected();
    }

    public object TakeLiteral()
    {
        var value = literal;
        return Kind == TokenKind.Literal && Take(TokenKind.Literal) ? value! : throw Unexpected();
    }

    public readonly FormatException Unexpected() => new($"Syntax error at position {start} in '{text}'.");

    void Advance()
    {
        while (next < text.Length && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        start = next;
        if (next == text.Length)
        {
            Kind = TokenKind.End;
            return;
        }

        if (text[next] is '(' or ')')
        {
            Kind = text[next++] == '(' ? TokenKind.Open : TokenKind.Close;
            return;
        }

        var match = Token().Match(text, next);
        if (!match.Success || match.Index != next)
        {
            throw Unexpected();
        }

        next += match.Length;
        literal = Literal(match);
        word = match.Value;
        Kind = literal is null ? TokenKind.Word : TokenKind.Literal;
    }

    readonly object? Literal(Match match)
    {
        try
        {
            var quoted = match.Groups["quoted"];
            return match.Groups["prefix"].Value switch
            {
                _ when match.Groups["number"] is { Success: true } number => Number(number.Value),
                _ when match.Value is "true" or "false" => match.Value == "true",
                _ when !quoted.Success => null,
                "" => quoted.Value.Replace("''", "'"),
                "datetime" => Edm.Moment(quoted.Value),
                "guid" => Guid.Parse(quoted.Value),
                _ => Convert.FromHexString(quoted.Value),
            };
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw Unexpected();
        }
    }

    static object Number(string text) =>
        text.EndsWith('L') ? long.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture)
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<prefix>datetime|guid|binary|X)?'(?<quoted>(?:[^']|'')*)'|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?L?)(?![\w])|[\p{L}_][\w]*")]
    private static partial Regex Token();
}

using System.Globalization;

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
struct FilterLexer
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

        (start, word, literal) = (next, "", null);
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

        if (text[next] == '-' || char.IsAsciiDigit(text[next]))
        {
            (Kind, literal) = (TokenKind.Literal, Number(Run(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '+' or '.')));
            return;
        }

        word = Run(c => char.IsLetterOrDigit(c) || c == '_');
        (Kind, literal) = next < text.Length && text[next] == '\'' ? (TokenKind.Literal, Quoted(word))
            : word is "true" or "false" ? (TokenKind.Literal, word == "true")
            : word != "" ? (TokenKind.Word, (object?)null)
            : throw Unexpected();
    }

    string Run(Predicate<char> belongs)
    {
        var from = next;
        while (next < text.Length && belongs(text[next]))
        {
            next++;
        }

        return text[from..next];
    }

    /// <summary>A literal in quotes, doubled where they belong to it, with its type in front.</summary>
    object Quoted(string prefix)
    {
        var from = ++next;
        while (next < text.Length && (text[next] != '\'' || (next + 1 < text.Length && text[next + 1] == '\'')))
        {
            next += text[next] == '\'' ? 2 : 1;
        }

        if (next >= text.Length)
        {
            throw Unexpected();
        }

        var quoted = text[from..next++];
        try
        {
            return prefix switch
            {
                "" => quoted.Replace("''", "'"),
                "datetime" => Edm.Moment(quoted),
                "guid" => Guid.Parse(quoted),
                "binary" or "X" => Convert.FromHexString(quoted),
                _ => throw Unexpected(),
            };
        }
        catch (FormatException)
        {
            throw Unexpected();
        }
    }

    readonly object Number(string digits) =>
        digits.EndsWith('L') && long.TryParse(digits.AsSpan(0, digits.Length - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var wide) ? wide
        : int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
        : double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real
        : throw Unexpected();
}

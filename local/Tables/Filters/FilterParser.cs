namespace Local.Tables;

/// <summary>
/// The OData filters that tables understand: comparisons of a property with a literal, <c>and</c>, <c>or</c>,
/// <c>not</c>, parentheses. There are no functions. At most 15 comparisons.
/// </summary>
ref struct FilterParser
{
    const int MostComparisons = 15;

    FilterLexer lexer;
    int comparisons;

    FilterParser(string text) => lexer = new FilterLexer(text);

    /// <exception cref="FormatException">The text isn't such a filter; the message says where.</exception>
    public static Filter? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var parser = new FilterParser(text);
        var filter = parser.Disjunction();
        if (parser.lexer.Kind != TokenKind.End)
        {
            throw parser.lexer.Unexpected();
        }

        return filter;
    }

    Filter Disjunction()
    {
        var filter = Conjunction();
        while (lexer.TakeWord("or"))
        {
            filter = new Or(filter, Conjunction());
        }

        return filter;
    }

    Filter Conjunction()
    {
        var filter = Negation();
        while (lexer.TakeWord("and"))
        {
            filter = new And(filter, Negation());
        }

        return filter;
    }

    Filter Negation()
    {
        if (lexer.TakeWord("not"))
        {
            return new Not(Negation());
        }

        if (!lexer.Take(TokenKind.Open))
        {
            return Comparison();
        }

        var filter = Disjunction();
        return lexer.Take(TokenKind.Close) ? filter : throw lexer.Unexpected();
    }

    Comparison Comparison()
    {
        if (++comparisons > MostComparisons)
        {
            throw new FormatException($"A filter may have at most {MostComparisons} comparisons.");
        }

        if (lexer.Kind == TokenKind.Literal)
        {
            var value = lexer.TakeLiteral();
            var test = Mirrored(Operator());
            return new Comparison(lexer.TakeName(), test, value);
        }

        var name = lexer.TakeName();
        if (lexer.Kind is TokenKind.End or TokenKind.Close || lexer.IsWord("and") || lexer.IsWord("or"))
        {
            return new Comparison(name, Test.Equal, true);
        }

        return new Comparison(name, Operator(), lexer.TakeLiteral());
    }

    Test Operator() =>
        lexer.TakeWord("eq") ? Test.Equal
        : lexer.TakeWord("ne") ? Test.NotEqual
        : lexer.TakeWord("gt") ? Test.Greater
        : lexer.TakeWord("ge") ? Test.GreaterOrEqual
        : lexer.TakeWord("lt") ? Test.Less
        : lexer.TakeWord("le") ? Test.LessOrEqual
        : throw lexer.Unexpected();

    static Test Mirrored(Test test) => test switch
    {
        Test.Greater => Test.Less,
        Test.GreaterOrEqual => Test.LessOrEqual,
        Test.Less => Test.Greater,
        Test.LessOrEqual => Test.GreaterOrEqual,
        _ => test,
    };
}

using System.Globalization;
using System.Linq.Expressions;
using Azure.Data.Tables;

namespace Local.Tables;

/// <summary>
/// Writes a C# predicate as a filter, with the parentheses that Azure.Data.Tables writes. What a filter can't say is
/// refused, as there: functions, string comparisons with a <see cref="StringComparison"/>. An enum is refused too;
/// there it becomes a number, which never matches the name that is stored.
/// </summary>
static class ExpressionFilter
{
    /// <summary>The methods of <see cref="TableEntity"/> that ReflectionUtil of Azure.Data.Tables knows.</summary>
    static readonly HashSet<string> PropertyMethods =
    [
        "get_Item", "GetBinary", "GetBoolean", "GetDateTime", "GetDouble", "GetGuid", "GetInt32", "GetInt64", "GetString",
    ];

    public static string? From(LambdaExpression filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return IsConstant(filter.Body) && Evaluate(filter.Body) is true ? null : Predicate(filter.Body);
    }

    static string Predicate(Expression expression) => expression switch
    {
        _ when IsConstant(expression) => FilterText.Literal(Evaluate(expression)),
        BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both => $"{Operand(both.Left)} and {Operand(both.Right)}",
        BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either => $"{Operand(either.Left)} or {Operand(either.Right)}",
        BinaryExpression comparison => Comparison(comparison),
        UnaryExpression { NodeType: ExpressionType.Not } negation => $"not {Operand(negation.Operand)}",
        UnaryExpression { NodeType: ExpressionType.Convert } conversion => Predicate(conversion.Operand),
        MethodCallExpression { Method.Name: "Equals" } call => Equality(call),
        _ when expression.Type == typeof(bool) => $"{Name(expression)} eq true",
        _ => throw Unsupported(expression),
    };

    static string Operand(Expression expression) => IsConstant(expression) ? Predicate(expression) : $"({Predicate(expression)})";

    static string Comparison(BinaryExpression comparison)
    {
        var test = comparison.NodeType switch
        {
            ExpressionType.Equal => "eq",
            ExpressionType.NotEqual => "ne",
            ExpressionType.GreaterThan => "gt",
            ExpressionType.GreaterThanOrEqual => "ge",
            ExpressionType.LessThan => "lt",
            ExpressionType.LessThanOrEqual => "le",
            _ => throw Unsupported(comparison),
        };
        return Compared(comparison.Left) is var (left, right) && IsConstant(comparison.Right) && Evaluate(comparison.Right) is 0
            ? $"{Side(left)} {test} {Side(right)}"
            : $"{Side(comparison.Left)} {test} {Side(comparison.Right)}";
    }

    /// <summary>The two sides of <c>string.Compare(a, b)</c> or <c>a.CompareTo(b)</c>.</summary>
    static (Expression Left, Expression Right)? Compared(Expression expression) => expression switch
    {
        MethodCallExpression { Method: { Name: "Compare", IsStatic: true }, Arguments: [var left, var right] } => (left, right),
        MethodCallExpression { Method.Name: "CompareTo", Object: { } left, Arguments: [var right] } => (left, right),
        _ => null,
    };

    static string Equality(MethodCallExpression call) => call switch
    {
        { Object: { } left, Arguments: [var right] } => $"{Side(left)} eq {Side(right)}",
        { Object: null, Arguments: [var left, var right] } => $"{Side(left)} eq {Side(right)}",
        _ => throw Unsupported(call),
    };

    static string Side(Expression expression) => IsConstant(expression) ? Literal(Evaluate(expression)) : Name(expression);

    static string Literal(object? value) =>
        value is double number && double.IsInteger(number) && Math.Abs(number) < 1e15
            ? number.ToString("0.0", CultureInfo.InvariantCulture)
            : FilterText.Literal(value);

    static string Name(Expression expression) => expression switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert, Operand: { Type.IsEnum: false } operand } => Name(operand),
        MemberExpression { Member.Name: "Value", Expression: { } nullable } when Nullable.GetUnderlyingType(nullable.Type) is { IsEnum: false } => Name(nullable),
        MemberExpression { Expression: ParameterExpression } property => EntityMember.NameOf(property.Member),
        MethodCallExpression { Object: ParameterExpression, Arguments: [var name] } call
            when call.Object.Type == typeof(TableEntity) && PropertyMethods.Contains(call.Method.Name) && IsConstant(name)
            => (string)Evaluate(name)!,
        _ => throw Unsupported(expression),
    };

    static bool IsConstant(Expression expression)
    {
        var search = new ParameterSearch();
        search.Visit(expression);
        return !search.Found;
    }

    static object? Evaluate(Expression expression) =>
        expression is ConstantExpression constant
            ? constant.Value
            : Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)();

    static NotSupportedException Unsupported(Expression expression) => new($"The expression ({expression}) is not supported.");

    sealed class ParameterSearch : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found = true;
            return node;
        }
    }
}

using System.Linq.Expressions;
namespace Local.Tables;

static class FilterText { public static string? From(FormattableString filter) => throw new NotImplementedException(); }
static class ExpressionFilter { public static string? From(LambdaExpression filter) => throw new NotImplementedException(); }

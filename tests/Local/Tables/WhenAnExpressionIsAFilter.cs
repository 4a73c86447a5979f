using System.Linq.Expressions;
using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace MemberServices.Tests.Tables;

/// <summary>The texts are those of Azure.Data.Tables 12.11.</summary>
public sealed class WhenAnExpressionIsAFilter
{
    [Fact]
    public void It_says_what_the_expression_says()
    {
        var (low, since) = ("it's", new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        Says("PartitionKey eq 'a'", e => e.PartitionKey == "a");
        Says("(PartitionKey eq 'a') and (RowKey ge 'it''s')", e => e.PartitionKey == "a" && e.RowKey.CompareTo(low) >= 0);
        Says("(RowKey lt 'b') or (RowKey gt 'c')", e => string.Compare(e.RowKey, "b") < 0 || string.Compare(e.RowKey, "c") > 0);
        Says("not (Open eq true)", e => !e.Open);
        Says("(Open eq true) and (Count ne 5)", e => e.Open && e.Count != 5);
        Says("Total gt 5L", e => e.Total > 5);
        Says("Rate le 0.5", e => e.Rate <= 0.5);
        Says("owner_name eq 'Ann'", e => e.Owner.Equals("Ann"));
        Says("Since ge datetime'2026-03-02T12:00:00Z'", e => e.Since >= since);
        Says("Since lt datetime'2026-03-02T12:00:00Z'", e => e.Since!.Value < since);
        Assert.Equal("Name eq 'x'", TableClient.CreateQueryFilter<TableEntity>(e => e.GetString("Name") == "x"));
        Assert.Null(TableClient.CreateQueryFilter<Plot>(e => true));
    }

    [Fact]
    public void What_a_filter_cannot_say_is_refused()
    {
        Refuses(e => e.Owner.StartsWith("Ann"));
        Refuses(e => e.Owner.Contains("nn"));
        Refuses(e => string.Equals(e.Owner, "a", StringComparison.OrdinalIgnoreCase));
        Refuses(e => e.Owner.Trim() == "Ann");
        Refuses(e => e.Count + 1 == 2);
        Refuses(e => e.State == PlotState.Sold);
    }

    static void Says(string filter, Expression<Func<Plot, bool>> expression) => Assert.Equal(filter, TableClient.CreateQueryFilter(expression));

    static void Refuses(Expression<Func<Plot, bool>> expression) =>
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter(expression));

    enum PlotState
    {
        Free,
        Sold,
    }

    sealed class Plot : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public bool Open { get; set; }

        public int? Count { get; set; }

        public long Total { get; set; }

        public double Rate { get; set; }

        [DataMember(Name = "owner_name")]
        public string Owner { get; set; } = "";

        public DateTimeOffset? Since { get; set; }

        public PlotState State { get; set; }
    }
}

using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MemberServices.Cases;

namespace MemberServices.Tests.Cases;

public class WhenACaseGetsANumber
{
    [Fact]
    public void Each_kind_has_a_prefix_of_its_own()
    {
        Assert.Equal(["EN", "TK", "SV", "CP", "NT", "DP"], CaseKind.All.Select(kind => kind.Prefix));
        Assert.All(CaseKind.All, kind => Assert.Matches($"^{kind.Prefix}-[2-9A-HJ-NP-Z]{{6}}$", CaseId.New(kind).ToString()));
        Assert.All(CaseKind.All, kind => Assert.Same(kind, CaseId.Parse(CaseId.New(kind).ToString()).Kind));
    }

    [Fact]
    public void All_thirty_two_signs_are_drawn_and_hardly_ever_the_same_number()
    {
        var drawn = Enumerable.Range(0, 2000).Select(_ => CaseId.New(CaseKind.Ticket).ToString()).ToList();

        Assert.Equal(CaseId.Signs, string.Concat(drawn.SelectMany(id => id[3..]).Distinct().Order()));
        Assert.Equal(32, CaseId.Signs.Length);
        // One repeat in 2,000 of a billion happens once in 500 runs; three never.
        Assert.InRange(drawn.Distinct().Count(), 1998, 2000);
    }

    [Theory]
    [InlineData("TK-7KQ2MX")]
    [InlineData("tk-7kq2mx")]
    [InlineData("TK7KQ2MX")]
    [InlineData("  tk 7kq 2mx ")]
    [InlineData("t k 7 k q 2 m x")]
    [InlineData("Tk-7KQ-2MX")]
    [InlineData("TK\u20137KQ2MX")]
    [InlineData("TK\u00a07KQ2MX\r\n")]
    public void It_is_read_as_people_type_it(string typed)
    {
        Assert.True(CaseId.TryParse(typed, out var id));
        Assert.Equal("TK-7KQ2MX", id.ToString());
        Assert.Equal(CaseId.Parse("TK-7KQ2MX"), id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("TK-")]
    [InlineData("7KQ2MX")]
    [InlineData("TK-7KQ2M")]
    [InlineData("TK-7KQ2MXY")]
    [InlineData("XX-7KQ2MX")]
    [InlineData("TK-7KQ2M0")]
    [InlineData("TK-7KQ2MO")]
    [InlineData("TK-7KQ2M1")]
    [InlineData("TK-7KQ2MI")]
    [InlineData("TK/7KQ2MX")]
    [InlineData("T\u212a-7KQ2MX")]
    [InlineData("\uff34K-7KQ2MX")]
    [InlineData("TK-7KQ2MX                                                ")]
    public void What_is_none_is_refused_and_never_guessed_at(string? typed)
    {
        Assert.False(CaseId.TryParse(typed, out var id));
        Assert.Equal(default, id);
        Assert.Contains("such as \"TK-7KQ2MX\"", Assert.Throws<FormatException>(() => CaseId.Parse(typed)).Message);
    }

    [Fact]
    public void However_it_is_typed_it_is_the_same_number() => Prop.ForAll(
        (from kind in Gen.Elements<CaseKind>(CaseKind.All)
         from gaps in Gen.Elements("", " ", "-", "\t").ListOf(9)
         from lower in Gen.Elements(true, false).ListOf(8)
         select (Id: CaseId.New(kind), gaps, lower)).ToArbitrary(),
        typed =>
        {
            var signs = typed.Id.ToString().Replace("-", "");
            var text = typed.gaps[8] + string.Concat(signs.Select((c, i) => (typed.lower[i] ? char.ToLowerInvariant(c) : c) + typed.gaps[i]));
            return CaseId.TryParse(text, out var read) && read == typed.Id;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Its_json_is_the_canonical_form_as_value_and_as_key()
    {
        var id = CaseId.Parse("cp 234 567");
        var byCase = new Dictionary<CaseId, CaseId> { [id] = id };

        Assert.Equal("""{"CP-234567":"CP-234567"}""", JsonSerializer.Serialize(byCase));
        Assert.Equal(byCase, JsonSerializer.Deserialize<Dictionary<CaseId, CaseId>>("""{"cp234567":"cp 234567"}"""));
    }

    [Theory]
    [InlineData("\"CP-1\"")]
    [InlineData("\"\"")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Other_json_is_refused_with_an_example(string json) =>
        Assert.Contains("TK-7KQ2MX", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<CaseId>(json)).Message);

    [Fact]
    public void A_number_that_was_never_set_is_refused_where_it_is_used()
    {
        Assert.Contains("never set", Assert.Throws<InvalidOperationException>(() => default(CaseId).ToString()).Message);
        Assert.Throws<InvalidOperationException>(() => default(CaseId).Kind);
        Assert.Throws<InvalidOperationException>(() => $"{default(CaseId)}");
        Assert.Throws<InvalidOperationException>(() => JsonSerializer.Serialize(default(CaseId)));
    }
}

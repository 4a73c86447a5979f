using System.Text.Json;
using MemberServices.Fields;
using static MemberServices.Tests.Fields.Reading;

namespace MemberServices.Tests.Fields;

public class WhenAFieldIsRead
{
    [Theory]
    [InlineData("""{"FIELD":" Jane "}""", "Jane")]
    [InlineData("""{"field":"a","Field":"b"}""", "b")]
    public void Its_name_is_found_whatever_its_case(string json, string kept) =>
        Assert.Equal(kept, new FieldReader(JsonDocument.Parse(json).RootElement).Text("field", Name));

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"field":null}""")]
    [InlineData("""{"field":""}""")]
    [InlineData("""{"field":" \t\r\n\u00A0\u3000\u200B\uFEFF"}""")]
    public void Missing_null_and_blank_are_empty(string json)
    {
        var reader = new FieldReader(JsonDocument.Parse(json).RootElement);

        Assert.Equal("", reader.Text("field", Name));
        Assert.Equal(new FieldError("field", "Enter your full name.", FieldCodes.Required), Assert.Single(reader.Errors));
    }

    [Fact]
    public void Another_type_is_told_as_such()
    {
        Assert.Equal("Send a text.", Told(5, Name));
        var reader = Of(new { step = "3", half = 0.5, zero = 0 });
        Assert.Null(reader.Integer("step"));
        Assert.Null(reader.Integer("half"));
        Assert.Equal(0, reader.Integer("zero"));
        Assert.Equal([new("step", "Send a whole number."), new("half", "Send a whole number.")], reader.Errors);
    }

    [Fact]
    public void Errors_come_in_the_order_of_reading_one_for_each_field()
    {
        var reader = Of(new { a = 1, list = new object[] { new { b = "" }, 7 } });
        reader.Text("z", Name);
        reader.Text("a", Name);
        reader.Must(false, "a", "Once is enough.");
        foreach (var each in reader.Objects("list"))
        {
            each.Text("b", Name);
        }

        Assert.Equal(["z", "a", "list[1]", "list[0].b", "list[1].b"], reader.Errors.Select(error => error.Field));
    }

    [Theory]
    [InlineData("Jane\u200F Doe", "Jane Doe")]
    [InlineData("\uFEFFJane\u00AD\u2060 \u200BDoe", "Jane Doe")]
    [InlineData("Jane\u00A0 \t Doe", "Jane Doe")]
    [InlineData("Jose\u0301", "Jos\u00E9")]
    [InlineData("Vie\u0302\u0323t", "Vi\u1EC7t")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("김민준", "김민준")]
    [InlineData("O\u2019Brien-Smith III, Ph.D.", "O\u2019Brien-Smith III, Ph.D.")]
    [InlineData("Jane 4111 1111 1111 1111", "Jane [card ending 1111]")]
    public void A_name_is_cleaned(string typed, string kept) => Assert.Equal(kept, Kept(typed, Name));

    [Theory]
    [InlineData("Jane \u202Eeod")]
    [InlineData("\u202AJane\u202C")]
    [InlineData("Jane \u2066Doe\u2069")]
    [InlineData("Jane\0")]
    [InlineData("\u001B[31mJane")]
    [InlineData("Jane\u3164")]
    [InlineData("Jane\u2800Doe")]
    [InlineData("Jane\uFFFD")]
    [InlineData("Jane\uE000")]
    public void What_nobody_sees_is_refused_with_the_field_and_the_remedy(string typed)
    {
        Assert.StartsWith("Type your full name again by hand", Told(typed, Name));
        Assert.StartsWith("Type the reason again by hand", Told(typed, Reason));
    }

    [Theory]
    [InlineData("Jane\r\nBcc: eve@example.org")]
    [InlineData("Jane\u2028Doe")]
    [InlineData("Jane\u0085Doe")]
    public void A_name_has_one_line(string typed) => Assert.Equal("Write your full name in one line.", Told(typed, Name));

    [Theory]
    [InlineData("One\r\ntwo\rthree\u2028four\n", "One\ntwo\nthree\nfour")]
    [InlineData(" a\t\tb  c ", "a  b  c")]
    [InlineData("👍", "👍")]
    public void A_reason_may_have_more(string typed, string kept) => Assert.Equal(kept, Kept(typed, Reason));

    [Fact]
    public void Empty_wrong_and_long_are_told_apart()
    {
        Assert.Equal("Write your full name in letters.", Told("123", Name));
        Assert.Equal("Shorten your full name to 100 characters.", Told(new string('x', 101), Name));
        Assert.Equal("Shorten the reason to 1000 characters.", Told(new string('x', 1001), Reason));
        Assert.Equal(new string('x', 1000), Kept(new string('x', 1000), Reason));
    }

    [Theory]
    [InlineData("tx", "TX")]
    [InlineData(" Ok ", "OK")]
    public void A_state_is_two_capital_letters(string typed, string kept) => Assert.Equal(kept, Kept(typed, FieldRules.LicenseState("Choose.")));

    [Fact]
    public void A_license_is_kept_without_its_state()
    {
        Assert.Equal("123456", Kept("tx 12.34-56", FieldRules.License("TX", "Enter it.")));
        Assert.Equal("Enter a license number of 2 to 12 letters and digits.", Told("4111 1111 1111 1111", FieldRules.License("TX", "Enter it.")));
        Assert.Equal("Enter a license number of 2 to 12 letters and digits.", Told(new string('1', 20_000), FieldRules.License("TX", "Enter it.")));
        Assert.Equal("Enter it.", Told("", FieldRules.License("TX", "Enter it.")));
    }

    [Fact]
    public void A_key_and_a_choice_are_kept_in_lower_case()
    {
        Assert.Equal("lake-view", Kept("Lake-View", FieldRules.Key("the key", null)));
        Assert.Equal("Write the key with 1 to 40 letters, digits and dashes.", Told("../offices", FieldRules.Key("the key", null)));
        Assert.Equal("agent", Kept("Agent", FieldRules.Choice("it", null, "Choose one.", ["agent"])));
        Assert.Equal("Choose one.", Told("king", FieldRules.Choice("it", null, "Choose one.", ["agent"])));
    }
}

using FsCheck;
using FsCheck.Fluent;
using MemberServices.Fields;
using MemberServices.Messages;

namespace MemberServices.Tests.Fields;

public class WhenTextHasACardNumber
{
    [Theory]
    [InlineData("4111111111111111", "[card ending 1111]")]
    [InlineData("my card 4111 1111 1111 1111, thanks", "my card [card ending 1111], thanks")]
    [InlineData("4111-1111-1111-1111", "[card ending 1111]")]
    [InlineData("4111 - 1111 – 1111\u00a01111", "[card ending 1111]")]
    [InlineData("amex 378282246310005", "amex [card ending 0005]")]
    [InlineData("13 digits: 4222222222222", "13 digits: [card ending 2222]")]
    [InlineData("19 digits: 6304000000000000000", "19 digits: [card ending 0000]")]
    [InlineData("no space:4111111111111111exp", "no space:[card ending 1111]exp")]
    [InlineData("٤١١١١١١١١١١١١١١١", "[card ending 1111]")]
    public void It_is_masked_but_for_its_last_four_digits(string text, string expected) =>
        Assert.Equal(expected, CardNumbers.Mask(text));

    [Theory]
    [InlineData("+4111 1111 1111 1111", "+[card ending 1111]")]
    [InlineData("5+4222222222222", "5+[card ending 2222]")]
    [InlineData("4111 1111 1111 1111 12 27", "[card ending 1111] 12 27")]
    [InlineData("ref 77 4111 1111 1111 1111", "ref 77 [card ending 1111]")]
    [InlineData("4111111111111111 and 5555555555554444", "[card ending 1111] and [card ending 4444]")]
    public void Its_neighbors_stay(string text, string expected) => Assert.Equal(expected, CardNumbers.Mask(text));

    [Theory]
    [InlineData("4111111111111112")]
    [InlineData("TX-123456")]
    [InlineData("my number: +55 11 98765-4325")]
    [InlineData("+5511987654325")]
    [InlineData("call +1 312-555-0100 at 9:00")]
    [InlineData("411111111111")]
    [InlineData("63040000000000000005")]
    [InlineData("411111111111\n1111")]
    [InlineData("")]
    public void Other_numbers_stay(string text) => Assert.Equal(text, CardNumbers.Mask(text));

    [Fact]
    public void Every_number_that_passes_the_check_is_masked_wherever_it_stands()
    {
        var digits = Gen.Choose(0, 9).ListOf(18).Select(list => list.ToArray());
        var cards = from all in digits
                    from length in Gen.Choose(12, 18)
                    let number = string.Concat(all.Take(length))
                    select number + CheckDigit(number);
        Prop.ForAll(cards.ToArbitrary(), card => CardNumbers.Mask($"a {card} b") == $"a [card ending {card[^4..]}] b")
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Masking_twice_changes_nothing_more()
    {
        var texts = Gen.Elements("4111111111111111".Select(c => c).Concat("0123456789 - x").ToArray())
            .ListOf().Select(list => string.Concat(list));
        Prop.ForAll(texts.ToArbitrary(), text => CardNumbers.Mask(CardNumbers.Mask(text)) == CardNumbers.Mask(text))
            .QuickCheckThrowOnFailure();
    }

    static int CheckDigit(string number)
    {
        var sum = number.Reverse().Select((c, i) => (c - '0') * (i % 2 == 0 ? 2 : 1)).Sum(n => n / 10 + n % 10);
        return (10 - sum % 10) % 10;
    }
}

using MemberServices.Messages;

namespace MemberServices.Tests.Messages;

public class WhenAnIdIsDerived
{
    [Fact]
    public void It_is_the_case_and_the_step() => Assert.Equal("e-17.reminder.2", DeterministicId.From("e-17", "reminder", 2));

    [Theory]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("é")]
    [InlineData("a\u0000")]
    public void Parts_that_no_key_may_have_become_a_hash(string part)
    {
        var id = DeterministicId.From(part, "mail");

        Assert.Matches("^[0-9a-f]{64}$", id);
        Assert.Equal(id, DeterministicId.From(part, "mail"));
        Assert.NotEqual(id, DeterministicId.From(part, "mails"));
    }

    [Fact]
    public void A_long_one_becomes_a_hash() => Assert.Equal(64, DeterministicId.From(new string('a', 200), "mail").Length);

    [Fact]
    public void Its_identifier_is_always_the_same_and_of_version_five()
    {
        var guid = DeterministicId.ToGuid("e-17.welcome");

        Assert.Equal(guid, DeterministicId.ToGuid("e-17.welcome"));
        Assert.NotEqual(guid, DeterministicId.ToGuid("e-18.welcome"));
        Assert.Equal(5, guid.Version);
        Assert.InRange(guid.Variant, 0x8, 0xB);
    }
}

using MemberServices.Offices;
using MemberServices.Onboarding;
using MemberServices.Onboarding.Applying;
using MemberServices.Onboarding.BrokerApproval;

namespace MemberServices.Tests.Offices;

public class WhenAnApproverIsChosen
{
    static readonly Office Office = new(
        "oak", "Oak",
        [new("a", "Ann", "ann@oak.example", "1-00", "tx"), new("b", "Ben", "ben@oak.example"), new("c", "Cleo", "cleo@oak.example")],
        "a", ["b"]);

    static readonly Application Jane = Cast.Jane with { OfficeKey = "oak" };

    static readonly Application Jose = Cast.Jane with { MemberFullName = "Jos\u00E9 Mart\u00EDnez", MemberEmail = "jose@example.com" };

    [Fact]
    public void It_is_the_broker_of_record() => Assert.Equal("a", Approvers.First(Office, Jane)!.MemberKey);

    [Theory]
    [InlineData("ANN@oak.example", "TX", "999")]
    [InlineData("ann+home@oak.example", "TX", "999")]
    [InlineData("ann@home.example", "tx", "1 00")]
    public void Nobody_approves_themselves_by_address_or_license(string email, string state, string license)
    {
        var ann = Jane with { MemberEmail = email, MemberStateLicenseState = state, MemberStateLicense = license };

        Assert.Equal("b", Approvers.First(Office, ann)!.MemberKey);
        Assert.DoesNotContain(Approvers.Delegates(Office with { Delegates = ["a", "b"] }, ann, "c"), b => b.MemberKey == "a");
    }

    [Fact]
    public void After_the_delegates_it_is_any_other_broker() =>
        Assert.Equal("c", Approvers.First(Office with { Delegates = [], Brokers = [Office.Brokers[0], Office.Brokers[2]] }, Jane with { MemberEmail = "ann@oak.example" })!.MemberKey);

    [Fact]
    public void A_license_in_another_state_is_somebody_else_s() =>
        Assert.False(Approvers.IsApplicant(Office.Brokers[0], Jane with { MemberStateLicenseState = "OK", MemberStateLicense = "100" }));

    [Theory]
    [InlineData("Ben Baker")]
    [InlineData("BAKER,  ben")]
    public void Nobody_approves_themselves_by_name_where_a_license_is_unknown(string name)
    {
        var office = Office with { Brokers = [Office.Brokers[0], Office.Brokers[1] with { MemberFullName = "Ben Baker" }] };
        var ben = Jane with { MemberFullName = name };

        Assert.True(Approvers.IsApplicant(office.Brokers[1], ben));
        Assert.Empty(Approvers.Delegates(office, ben, "a"));
        Assert.False(Approvers.IsApplicant(office.Brokers[1], ben with { MemberFullName = "Ben Butler" }));
    }

    [Fact]
    public void Two_of_one_name_with_licenses_that_differ_are_two_people() =>
        Assert.False(Approvers.IsApplicant(Office.Brokers[0] with { MemberFullName = Jane.MemberFullName }, Jane));

    [Theory]
    [InlineData("jos\u00E9  MART\u00CDNEZ")]
    [InlineData("Jose\u0301 Marti\u0301nez")]
    [InlineData("Jos\u00E9\u00A0Mart\u00EDnez\u200B")]
    [InlineData("Mart\u00EDnez, Jos\u00E9")]
    [InlineData("\"Jos\u00E9 Mart\u00EDnez\" <jose@home.example>")]
    [InlineData("Me <JOSE@example.com>")]
    [InlineData("Me<jose+mls@example.com>")]
    [InlineData("mailto:jose@example.com")]
    [InlineData("TX-123456")]
    [InlineData("tx 123.456")]
    public void Whoever_names_themselves_as_the_applicant_is_the_applicant(string by) => Assert.True(Approvers.IsApplicant(by, Jose));

    [Theory]
    [InlineData("Ann Archer <ann@example.com>")]
    [InlineData("Jos\u00E9 Mendez")]
    [InlineData("OK-123456")]
    [InlineData("<>")]
    public void Whoever_names_somebody_else_isn_t(string by) => Assert.False(Approvers.IsApplicant(by, Jose));

    [Fact]
    public void A_request_is_not_handed_over_to_who_has_it() => Assert.Empty(Approvers.Delegates(Office, Jane, "b"));
}

using System.Text.Json;
using MemberServices.Fields;
using MemberServices.Offices;

namespace MemberServices.Tests.Offices;

public class WhenAnOfficeIsWritten
{
    const string Oak = """
        {"officeKey":"oak","officeMlsId":"OAK.01","officeName":"Oak","officeBrokerKey":"ann","delegates":["ben"],"timeZone":"America/Chicago",
         "brokers":[
          {"memberKey":"ann","memberFullName":"Ann","memberEmail":"ann@oak.example","memberStateLicense":"100","memberStateLicenseState":"TX"},
          {"memberKey":"ben","memberFullName":"Ben","memberEmail":"ben@oak.example"}]}
        """;

    [Fact]
    public void Its_members_have_the_names_of_the_data_dictionary()
    {
        var office = Read(Oak).Value;

        Assert.Equal(("oak", "OAK.01", "Oak", "ann", "America/Chicago"), (office.OfficeKey, office.OfficeMlsId, office.OfficeName, office.OfficeBrokerKey, office.TimeZone));
        Assert.Equal(new OfficeBroker("ann", "Ann", "ann@oak.example", "100", "TX"), office.Brokers[0]);
        Assert.Equal(
            ["officeKey", "officeName", "brokers", "officeBrokerKey", "delegates", "officeMlsId", "timeZone", "closedSince"],
            JsonSerializer.SerializeToElement(office, JsonSerializerOptions.Web).EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void Its_keys_are_kept_in_lower_case()
    {
        var office = Read(Oak.Replace("\"oak\"", "\"OAK\"").Replace("\"ann\"", "\"Ann\"").Replace("[\"ben\"]", "[\"BEN\"]"), "Oak").Value;

        Assert.Equal(("oak", "ann", "ben"), (office.OfficeKey, office.OfficeBrokerKey, Assert.Single(office.Delegates)));
        Assert.Equal("Ann", office.Broker("ann")!.MemberFullName);
    }

    [Theory]
    [InlineData("\"ben\",\"memberFullName\"", "\"ANN\",\"memberFullName\"", "brokers[1].memberKey")]
    [InlineData("[\"ben\"]", "[\"ben\",\"Ben\"]", "delegates[1]")]
    [InlineData("[\"ben\"]", "[null]", "delegates[0]")]
    [InlineData("\"officeKey\":\"oak\"", "\"officeKey\":\"elm\"", "officeKey")]
    [InlineData("\"officeKey\":\"oak\"", "\"officeKey\":\"oa\u212a\"", "officeKey")]
    [InlineData("OAK.01", "-", "officeMlsId")]
    [InlineData(",\"memberStateLicenseState\":\"TX\"", "", "brokers[0].memberStateLicenseState")]
    [InlineData("\"memberStateLicense\":\"100\",", "", "brokers[0].memberStateLicense")]
    [InlineData("America/Chicago", "Central Standard Time", "timeZone")]
    [InlineData("America/Chicago", "America/Lakeview", "timeZone")]
    [InlineData("America/Chicago", "../zoneinfo/America/Chicago", "timeZone")]
    [InlineData("Ann\"", "Ann\\nBob\"", "brokers[0].memberFullName")]
    [InlineData("\"100\"", "100", "brokers[0].memberStateLicense")]
    [InlineData("\"TX\"", "\"ZZ\"", "brokers[0].memberStateLicenseState")]
    [InlineData("\"delegates\":[\"ben\"]", "\"delegates\":\"ben\"", "delegates")]
    [InlineData("\"brokers\":[", "\"brokers\":[5,", "brokers[0]")]
    public void What_is_wrong_is_told_by_its_name(string right, string wrong, string field) =>
        Assert.Contains(Read(Oak.Replace(right, wrong)).Errors, error => error.Field == field);

    [Fact]
    public void A_wrong_time_zone_is_told_with_an_example() =>
        Assert.Contains("America/Chicago", Assert.Single(Read(Oak.Replace("America/Chicago", "Chicago")).Errors).Message);

    static Validated<Office> Read(string json, string officeKey = "oak")
    {
        using var document = JsonDocument.Parse(json);
        return OfficeJson.Read(officeKey, new FieldReader(document.RootElement.Clone()), Mls.MondayMorning);
    }
}

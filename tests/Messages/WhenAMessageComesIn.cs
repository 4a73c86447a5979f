using System.Text;
using System.Text.Json;
using MemberServices.Messages;

namespace MemberServices.Tests.Messages;

public class WhenAMessageComesIn
{
    const string Whole = """
        {"specversion":"1.0","id":"17","source":"/association","type":"enrollment.requested","subject":"TX-123456",
         "time":"2026-03-02T09:00:00-06:00","datacontenttype":"application/json","traceparent":"00-1","data":{"name":"Jane"}}
        """;

    [Fact]
    public void It_is_understood()
    {
        var read = CloudEventReader.Read(BinaryData.FromString(Whole)).Event!;

        Assert.Equal(("17", "/association", "enrollment.requested", "TX-123456"), (read.Id, read.Source, read.Type, read.Subject));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero), read.Time);
        Assert.Equal("Jane", read.Data.GetProperty("name").GetString());
    }

    [Fact]
    public void What_we_write_is_understood()
    {
        var data = JsonSerializer.SerializeToElement(new { name = "Jané \"<Doe>\"" });
        var written = new CloudEvent("1", "/member-services", "mail.sent", "TX-1", new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), data);

        var read = CloudEventReader.Read(written.ToJson()).Event!;

        Assert.Equal(written with { Data = default }, read with { Data = default });
        Assert.Equal("Jané \"<Doe>\"", read.Data.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("\"1.0\"", "\"0.3\"", "specversion")]
    [InlineData("\"1.0\"", "1.0", "specversion")]
    [InlineData("\"17\"", "\"\"", "id")]
    [InlineData("\"17\"", "17", "id")]
    [InlineData("\"17\"", "\"a\\u0000b\"", "id")]
    [InlineData("\"17\"", "null", "id")]
    [InlineData("\"source\"", "\"origin\"", "source")]
    [InlineData("\"/association\"", "\"http://[\"", "source")]
    [InlineData("\"type\"", "\"kind\"", "type")]
    [InlineData("\"2026-03-02T09:00:00-06:00\"", "\"2026-03-02T09:00:00\"", "time")]
    [InlineData("\"2026-03-02T09:00:00-06:00\"", "\"yesterday\"", "time")]
    [InlineData("application/json", "text/xml", "datacontenttype")]
    [InlineData("\"data\":{", "\"data_base64\":\"AA==\",\"x\":{", "data_base64")]
    [InlineData("\"17\"", "\"17\",\"id\":\"18\"", "body")]
    [InlineData("\"Jane\"", "\"\\ud800\"", "body")]
    [InlineData("{\"name\"", "{\"\\ud800\"", "body")]
    [InlineData("}}", "}", "body")]
    public void A_wrong_one_is_refused_with_a_reason_that_names_the_field(string right, string wrong, string field)
    {
        Assert.Contains(right, Whole);
        var reading = CloudEventReader.Read(BinaryData.FromString(Whole.Replace(right, wrong)));

        Assert.Null(reading.Event);
        Assert.Equal(field, Assert.Single(reading.Reasons).Field);
    }

    [Fact]
    public void A_byte_order_mark_in_front_is_no_part_of_it() =>
        Assert.Equal("17", CloudEventReader.Read(BinaryData.FromBytes([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Whole)])).Event!.Id);

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"1.0\"")]
    public void What_is_no_event_is_refused(string body) =>
        Assert.Equal("body", Assert.Single(CloudEventReader.Read(BinaryData.FromString(body)).Reasons).Field);

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(Whole);
        bytes[Whole.IndexOf("Jane", StringComparison.Ordinal)] = 0xFF;

        Assert.Equal("body", Assert.Single(CloudEventReader.Read(BinaryData.FromBytes(bytes)).Reasons).Field);
    }

    [Fact]
    public void All_reasons_are_given_at_once()
    {
        var reading = CloudEventReader.Read(BinaryData.FromString("""{"specversion":"2","time":5}"""));

        Assert.Equal(["specversion", "id", "source", "type", "time"], reading.Reasons.Select(r => r.Field));
    }
}

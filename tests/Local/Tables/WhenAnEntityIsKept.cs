using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace MemberServices.Tests.Tables;

public abstract class WhenAnEntityIsKept(ITableAccount account) : TableContract(account)
{
    static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, 123, TimeSpan.Zero);
    static readonly Guid Id = Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff");

    public sealed class Embedded(EmbeddedAccount account) : WhenAnEntityIsKept(account), IClassFixture<EmbeddedAccount>;

    public sealed class OnAzurite(AzuriteAccount account) : WhenAnEntityIsKept(account), IClassFixture<AzuriteAccount>;

    [Fact]
    public async Task A_dictionary_comes_back_with_every_type()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r")
        {
            ["Text"] = "it's \"Zoë\" <&> 漢字 🏠\n",
            ["Whole"] = 42,
            ["Long"] = 1L << 40,
            ["Real"] = 2.5,
            ["Round"] = 5.0,
            ["Flag"] = true,
            ["Moment"] = Noon,
            ["Utc"] = Noon.UtcDateTime,
            ["Id"] = Id,
            ["Bytes"] = new byte[] { 0, 1, 255 },
            ["Money"] = 5m,
            ["Nothing"] = null,
        });
        var entity = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal("it's \"Zoë\" <&> 漢字 🏠\n", entity.GetString("Text"));
        Assert.Equal((42, 1L << 40), (entity.GetInt32("Whole"), entity.GetInt64("Long")));
        Assert.Equal(5, entity["Money"]);
        Assert.Equal((2.5, 5.0, true), (entity.GetDouble("Real"), entity.GetDouble("Round"), entity.GetBoolean("Flag")));
        Assert.Equal((Noon, Noon.UtcDateTime), (entity.GetDateTimeOffset("Moment"), entity.GetDateTime("Utc")));
        Assert.Equal(Id, entity.GetGuid("Id"));
        Assert.Equal([0, 1, 255], entity.GetBinary("Bytes")!);
        Assert.False(entity.ContainsKey("Nothing"));
        Assert.Equal(("p", "r"), (entity.PartitionKey, entity.RowKey));
        Assert.NotNull(entity.Timestamp);
        Assert.StartsWith("W/\"datetime'", entity.ETag.ToString());
        Assert.Throws<InvalidOperationException>(() => entity.GetInt32("Text"));
    }

    [Fact]
    public async Task A_class_comes_back_without_what_it_ignores()
    {
        var plot = new Plot
        {
            PartitionKey = "p",
            RowKey = "r",
            Owner = "Ann",
            State = PlotState.Sold,
            Area = 12.5,
            Price = 5_000_000_000,
            Since = Noon,
            Rooms = null,
            Scratch = "not kept",
            Photo = [1, 2],
        };
        await Table.AddEntityAsync(plot);
        var kept = (await Table.GetEntityAsync<Plot>("p", "r")).Value;
        Assert.Equal(("Ann", PlotState.Sold, 12.5), (kept.Owner, kept.State, kept.Area));
        Assert.Equal((5_000_000_000, Noon, (int?)null, ""), (kept.Price, kept.Since, kept.Rooms, kept.Scratch));
        Assert.Equal([1, 2], kept.Photo);
        var raw = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal(("Ann", "Sold"), (raw.GetString("owner_name"), raw.GetString("State")));
        Assert.False(raw.ContainsKey("Scratch") || raw.ContainsKey("Owner") || raw.ContainsKey("Rooms"));
    }

    [Fact]
    public async Task What_is_not_there_is_told_apart_from_what_is()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));
        Assert.True((await Table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
        var none = await Table.GetEntityIfExistsAsync<TableEntity>("p", "other");
        Assert.False(none.HasValue);
        Assert.Throws<InvalidOperationException>(() => none.Value);
        await Refused(404, "ResourceNotFound", () => Table.GetEntityAsync<TableEntity>("p", "other"));
    }

    [Fact]
    public async Task Only_the_selected_properties_come_back()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2L, ["C"] = "c" });
        var entity = (await Table.GetEntityAsync<TableEntity>("p", "r", ["RowKey", "B"])).Value;
        Assert.Equal(("r", 2L), (entity.RowKey, entity.GetInt64("B")));
        Assert.False(entity.ContainsKey("A") || entity.ContainsKey("C") || entity.ContainsKey("PartitionKey"));
        Assert.NotEqual(default, entity.ETag);
    }

    [Fact]
    public async Task Keys_may_be_empty_or_hold_quotes_spaces_and_percent_signs()
    {
        foreach (var key in new[] { "", "O'Brien & Söhne", "50% + 1", "TX-123456", "a b", "漢字" })
        {
            await Table.AddEntityAsync(new TableEntity(key, key) { ["Key"] = key });
            var entity = (await Table.GetEntityAsync<TableEntity>(key, key)).Value;
            Assert.Equal((key, key, key), (entity.PartitionKey, entity.RowKey, entity.GetString("Key")));
            await Table.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace);
            Assert.Equal(204, (await Table.DeleteEntityAsync(key, key)).Status);
        }
    }

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

        [DataMember(Name = "owner_name")]
        public string Owner { get; set; } = "";

        public PlotState State { get; set; }

        public double Area { get; set; }

        public long Price { get; set; }

        public DateTimeOffset? Since { get; set; }

        public int? Rooms { get; set; }

        public byte[] Photo { get; set; } = [];

        [IgnoreDataMember]
        public string Scratch { get; set; } = "";
    }
}

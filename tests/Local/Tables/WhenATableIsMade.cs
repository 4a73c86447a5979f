using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace MemberServices.Tests.Tables;

public abstract class WhenATableIsMade(ITableAccount account) : TableContract(account)
{
    public sealed class Embedded(EmbeddedAccount account) : WhenATableIsMade(account), IClassFixture<EmbeddedAccount>;

    public sealed class OnAzurite(AzuriteAccount account) : WhenATableIsMade(account), IClassFixture<AzuriteAccount>;

    [Fact]
    public async Task It_is_listed_and_a_second_of_its_name_is_refused_whatever_the_case()
    {
        Assert.Contains(Table.Name, (await All(Service.QueryAsync())).Select(table => table.Name));
        await Refused(409, "TableAlreadyExists", () => Table.CreateAsync());
        await Refused(409, "TableAlreadyExists", () => Service.CreateTableAsync(Table.Name.ToUpperInvariant()));
    }

    [Fact]
    public async Task Making_it_if_it_does_not_exist_says_whether_it_did()
    {
        var table = Service.GetTableClient(NewName());
        var first = await table.CreateIfNotExistsAsync();
        var second = await table.CreateIfNotExistsAsync();
        Assert.Equal((table.Name, 409), (second.Value.Name, second.GetRawResponse().Status));
        Assert.InRange(first.GetRawResponse().Status, 201, 204);
        Assert.Equal(204, (await table.DeleteAsync()).Status);
        Assert.Equal(404, (await table.DeleteAsync()).Status);
    }

    [Fact]
    public async Task Only_tables_of_the_asked_name_are_listed()
    {
        Assert.Equal([Table.Name], (await All(Service.QueryAsync($"TableName eq '{Table.Name}'"))).Select(table => table.Name));
        Assert.Empty(await All(Service.QueryAsync($"TableName eq '{NewName()}'")));
    }

    [Fact]
    public async Task Its_name_in_other_case_is_the_same_table()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));
        var same = Service.GetTableClient(Table.Name.ToUpperInvariant());
        Assert.Equal("r", (await same.GetEntityAsync<TableEntity>("p", "r")).Value.RowKey);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("with-hyphen")]
    [InlineData("a0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("tables")]
    public async Task A_bad_name_is_refused(string name) => await Refused(400, null, () => Service.CreateTableAsync(name));

    [Fact]
    public async Task Without_it_everything_else_fails()
    {
        var missing = Service.GetTableClient(NewName());
        var entity = new TableEntity("p", "r");
        await Refused(404, "TableNotFound", () => missing.AddEntityAsync(entity));
        await Refused(404, "TableNotFound", () => missing.UpsertEntityAsync(entity));
        await Refused(404, "TableNotFound", () => missing.GetEntityAsync<TableEntity>("p", "r"));
        await Refused(404, "TableNotFound", () => All(missing.QueryAsync<TableEntity>()));
        await Refused(404, "TableNotFound", () => missing.SubmitTransactionAsync([new(TableTransactionActionType.Add, entity)]));
        Assert.True(TableErrorCode.TableNotFound == "TableNotFound");
    }
}

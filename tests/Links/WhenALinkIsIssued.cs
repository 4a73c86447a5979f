using Azure.Data.Tables;
using MemberServices.Links;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Links;

public class WhenALinkIsIssued
{
    static readonly DateTimeOffset Expires = Mls.MondayMorning.AddDays(14);

    static LinkTable Links(Mls mls) => mls.Services.GetRequiredService<LinkTable>();

    static Task<string> IssueAsync(Mls mls, LinkPurpose purpose = LinkPurpose.Approval) =>
        Links(mls).IssueAsync(purpose, "case-1", 2, "ann@office.example", Expires, "TX-123456");

    [Fact]
    public async Task Its_token_finds_it()
    {
        await using var mls = await Mls.StartAsync();

        var link = await Links(mls).FindAsync(LinkPurpose.Approval, await IssueAsync(mls));

        Assert.Equal(
            new Link(LinkPurpose.Approval, "case-1", 2, "ann@office.example", Expires, "TX-123456", link!.Key), link);
    }

    [Fact]
    public async Task Tokens_are_32_random_bytes_and_each_works()
    {
        await using var mls = await Mls.StartAsync();

        var first = await IssueAsync(mls);
        var second = await IssueAsync(mls);

        Assert.Matches("^[A-Za-z0-9_-]{43}$", first);
        Assert.NotEqual(first, second);
        Assert.NotNull(await Links(mls).FindAsync(LinkPurpose.Approval, first));
        Assert.NotNull(await Links(mls).FindAsync(LinkPurpose.Approval, second));
    }

    [Fact]
    public async Task Altered_foreign_and_malformed_tokens_find_nothing()
    {
        await using var mls = await Mls.StartAsync();
        var token = await IssueAsync(mls);
        var progress = await IssueAsync(mls, LinkPurpose.Progress);

        // The last character holds two bits that no byte needs: changing those is an altered token, too.
        var altered = Enumerable.Range(0, token.Length)
            .SelectMany(at => "ABg_".Where(c => c != token[at]).Select(c => token[..at] + c + token[(at + 1)..]));
        foreach (var wrong in altered.Append(progress).Concat(["", " ", null!, token + "A", token + "=", token[..42], "a/b#c?\\\0", new string('A', 100_000)]))
        {
            Assert.Null(await Links(mls).FindAsync(LinkPurpose.Approval, wrong));
        }
    }

    [Fact]
    public async Task The_token_is_nowhere_in_the_table()
    {
        await using var mls = await Mls.StartAsync();
        var token = await IssueAsync(mls);

        var rows = mls.Services.GetRequiredService<TableServiceClient>().GetTableClient(LinkTable.TableName).QueryAsync<TableEntity>();
        await foreach (var row in rows)
        {
            Assert.DoesNotContain(token, string.Join(' ', row.Select(column => column.Value)));
        }
    }

    [Fact]
    public async Task It_is_found_after_it_expired()
    {
        await using var mls = await Mls.StartAsync();
        var token = await IssueAsync(mls);

        await mls.Advance(days: 14);

        Assert.True((await Links(mls).FindAsync(LinkPurpose.Approval, token))!.HasExpired(mls.Now));
    }

    [Fact]
    public async Task Opening_it_is_one_line_a_day()
    {
        await using var mls = await Mls.StartAsync();
        var link = (await Links(mls).FindAsync(LinkPurpose.Approval, await IssueAsync(mls)))!;

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Links(mls).OpenedAsync(link))));
        await mls.Advance(hours: 23);
        await Links(mls).OpenedAsync(link);
        await mls.Settle();
        Assert.Equal(["link.opened"], await mls.Happenings(Cast.Jane));

        await mls.Advance(hours: 1);
        await Links(mls).OpenedAsync(link);
        await mls.Settle();
        Assert.Equal(["link.opened", "link.opened"], await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public async Task No_queue_table_or_history_holds_a_token_while_its_mail_waits()
    {
        await using var mls = await Mls.StartAsync("--mail-quota", "1/1");

        await mls.SendsToTheApi(Cast.Jane);
        await mls.Settle();

        Assert.Equal(0, mls.Inbox(Cast.Bob).Count);
        Assert.Contains(mls.Rows(), row => row.Contains("\"link:0\"") && row.Contains(Cast.Bob.MemberEmail));
        Assert.DoesNotContain(mls.Rows(), row => row.Contains("/approvals/"));
        await mls.Advance(hours: 2);
        Assert.Equal(200, (await mls.Opens(mls.Request(Cast.Bob))).Status);
    }
}

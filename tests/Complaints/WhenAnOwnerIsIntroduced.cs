using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using MemberServices.Complaints;
using MemberServices.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;
using Person = MemberServices.Onboarding.BrokerApproval.Person;

namespace MemberServices.Tests.Complaints;

/// <summary>Who complained knows whom they can call. The number is the directory's when the owner got the complaint, and lies in its log.</summary>
public sealed class WhenAnOwnerIsIntroduced : IAsyncLifetime
{
    const string OurNumber = "+13125550100", ElenasNumber = "3125550131", MarcusNumber = "3125550130";

    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task The_mail_and_the_page_say_where_they_are_called_and_the_directory_is_not_asked_again()
    {
        var id = await mls.Complains(Cast.Jane);
        mls.Graph.Faults.Refuse(503, times: 1000);
        await mls.Advance(minutes: 11);
        var page = await mls.ComplaintPage(Cast.Jane);

        Assert.Contains("to understand it. You reach Elena Voss at 312-555-0131.", mls.Inbox(Cast.Jane).Latest.Text, StringComparison.Ordinal);
        Assert.Contains("Elena Voss Director of Finance Call 312-555-0131 , email elena.voss@lakeshore-mls.example , or write here .", page.Words, StringComparison.Ordinal);
        Assert.Equal([ElenasNumber, OurNumber], Called(page));
        Assert.Contains("<a href=\"#text\">write here</a>", page.Source, StringComparison.Ordinal);
        Assert.Contains("id=\"text\"", page.Source, StringComparison.Ordinal);
        Assert.Equal(("312-555-0131", "Director of Finance"), (await mls.Complaint(id)).Owner is { Person: var elena } ? (elena.Phone, elena.Title) : default);
    }

    [Fact]
    public async Task Whoever_gets_it_next_is_called_at_their_own_number()
    {
        var id = await mls.Complains(Cast.Jane);

        await Gets(id, Cast.Elena, Cast.Marcus);

        Assert.Contains("knows everything that you told us. You reach Marcus Bell at 312-555-0130.", mls.Inbox(Cast.Jane).Latest.Text, StringComparison.Ordinal);
        Assert.Equal([MarcusNumber, OurNumber], Called(await mls.ComplaintPage(Cast.Jane)));
    }

    [Fact]
    public async Task Who_has_no_number_is_written_to()
    {
        var id = await mls.Complains(Cast.Jane);

        await Gets(id, Cast.Elena, Cast.Tom);

        Assert.DoesNotContain("You reach", mls.Inbox(Cast.Jane).Latest.Text, StringComparison.Ordinal);
        var page = await mls.ComplaintPage(Cast.Jane);
        Assert.Contains("Tom Okafor Specialist, Level II Email tom.okafor@lakeshore-mls.example , or write here .", page.Words, StringComparison.Ordinal);
        Assert.Equal([OurNumber], Called(page));
    }

    [Fact]
    public async Task What_was_logged_before_there_were_numbers_is_read_and_goes_on()
    {
        var id = await mls.Complains(Cast.Jane, ("about", "Tom Okafor"));
        await ForgetsNumbers(id);

        var page = await mls.ComplaintPage(Cast.Jane);
        Assert.Contains("Elena Voss Elena Voss had no part in what happened. Email elena.voss@lakeshore-mls.example , or write here .", page.Words, StringComparison.Ordinal);
        Assert.Null((await mls.Complaint(id)).Owner!.Person.Phone);
        (await mls.OnComplaint(id, "clarify", Cast.Elena, new { text = "Two charges on one bill." })).MustBe(202);
        await mls.Writes(id, Cast.Elena);
        await mls.UntilTheCall(id);
        (await mls.Calls(id, Cast.Elena, "yes", "yes", "yes")).MustBe(202);

        Assert.Equal(ComplaintEnd.Satisfied, (await mls.Complaint(id)).End);
    }

    /// <summary>The numbers that a page's links call; the last is our own, in every page's foot.</summary>
    static IEnumerable<string> Called(Html page) => page.Source.Split("href=\"tel:").Skip(1).Select(rest => WebUtility.HtmlDecode(rest.Split('"')[0]));

    async Task Gets(string id, Person by, Person to) => (await mls.OnComplaint(id, "hand-over", by, new { person = to.Email, reason = "Knows the case" })).MustBe(202);

    /// <summary>Its rows become as they were written before.</summary>
    async Task ForgetsNumbers(string id)
    {
        var table = mls.Services.GetRequiredService<TableServiceClient>().GetTableClient(ComplaintOpened.TableName);
        foreach (var row in await table.QueryAsync<TableEntity>($"PartitionKey eq '{id}'").ToListAsync(TestContext.Current.CancellationToken))
        {
            if (row.RowKey.StartsWith("entry-", StringComparison.Ordinal) && JsonNode.Parse(row.GetString("Json"))!.AsObject() is var entry && entry["what"]?["person"] is JsonObject person)
            {
                Assert.True(person.Remove("phone") && person.Remove("title"));
                row["Json"] = entry.ToJsonString();
                await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, TestContext.Current.CancellationToken);
            }
        }
    }
}

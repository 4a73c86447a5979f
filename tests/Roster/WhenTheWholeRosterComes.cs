using Azure.Messaging.ServiceBus;
using Local;
using MemberServices.Members;
using MemberServices.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Roster;

public sealed class WhenTheWholeRosterComes
{
    /// <summary>For a first record six, and one for each further that changes nothing: see <c>MemberTable.Roster</c>.</summary>
    const double MostTransactionsOfAMember = 10;

    [Fact]
    public async Task Nobody_is_lost_nobody_is_there_twice_and_what_is_wrong_is_set_aside()
    {
        await using var mls = await Mls.StartAsync();
        await mls.Settle();
        var load = new RosterLoad(members: 2_000, mls.Now);
        var before = mls.Machine.Meter[Metered.TableTransactions];

        await Send(mls, load.Messages);
        var transactions = mls.Machine.Meter[Metered.TableTransactions] - before;
        await Send(mls, load.Taken);

        var members = mls.Services.GetRequiredService<MemberTable>();
        var licenses = new HashSet<string>();
        for (var i = 0; i < load.Count; i++)
        {
            var member = (await members.FindAsync(RosterLoad.KeyOf(i), TestContext.Current.CancellationToken))!;
            Assert.Equal((true, RosterLoad.Office), (member.IsActive, member.OfficeKey));
            Assert.Equal(member, await members.FindByLicenseAsync(member.License!, TestContext.Current.CancellationToken));
            licenses.Add(member.License!.Key);
        }
        Assert.Equal(load.Count, licenses.Count);
        var dead = mls.DeadLetters(Bus.Commands).CountBy(letter => letter.Reason!.Split(':')[0]).ToDictionary();
        Assert.Equal(new() { ["data.memberEmail"] = load.Wrong, ["data.memberStateLicense"] = load.Taken.Count }, dead);
        Assert.Empty(mls.MailService.All);
        Assert.InRange((double)transactions / load.Count, 6, MostTransactionsOfAMember);
    }

    static async Task Send(Mls mls, IReadOnlyList<string> messages)
    {
        await using var sender = mls.Services.GetRequiredService<ServiceBusClient>().CreateSender(Bus.Commands);
        foreach (var some in messages.Chunk(100))
        {
            await sender.SendMessagesAsync(some.Select(message => new ServiceBusMessage(message)), TestContext.Current.CancellationToken);
        }
        await mls.Settle();
    }
}

using MemberServices.Members;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Members;

public sealed class WhenAMemberIsSuspended : IAsyncLifetime
{
    static readonly Member Jane = new(
        "TX-123456", null, "Jane Doe", "jane@example.com", "", "123456", "TX", null, "agent", "lakeview", Mls.MondayMorning, EnrollmentCaseId: "EN-AAA222");

    Mls mls = null!;
    MemberTable members = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        members = mls.Services.GetRequiredService<MemberTable>();
        await members.ActivateAsync(Jane);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task They_are_for_as_long_as_a_reason_is_left()
    {
        await members.SuspendAsync(Jane.MemberKey, "EN-AAA222.class");
        await members.SuspendAsync(Jane.MemberKey, "dues.2026");
        Assert.Equal(["EN-AAA222.class", "dues.2026"], (await members.SuspendAsync(Jane.MemberKey, "dues.2026"))!.SuspendedFor!);

        await members.RestoreAsync(Jane.MemberKey, "EN-AAA222.class");
        Assert.Equal(["dues.2026"], (await members.RestoreAsync(Jane.MemberKey, "EN-AAA222.class"))!.SuspendedFor!);

        Assert.Equal(Jane, await members.RestoreAsync(Jane.MemberKey, "dues.2026"));
    }

    [Fact]
    public async Task Many_reasons_at_once_are_all_kept()
    {
        await Task.WhenAll(Enumerable.Range(1, 4).Select(number => members.SuspendAsync(Jane.MemberKey, $"reason-{number}")));

        Assert.Equal(["reason-1", "reason-2", "reason-3", "reason-4"], (await members.FindAsync(Jane.MemberKey))!.SuspendedFor!.Order());
    }

    [Fact]
    public async Task Who_is_no_member_any_more_or_never_was_is_not()
    {
        await members.SuspendAsync(Jane.MemberKey, "dues.2026");
        await members.DeactivateAsync(Jane.MemberKey, Mls.MondayMorning.AddDays(1));

        Assert.Null((await members.SuspendAsync(Jane.MemberKey, "dues.2027"))!.SuspendedFor);
        Assert.Null(await members.SuspendAsync("TX-4711", "dues.2027"));
        Assert.Null(await members.RestoreAsync("not a key", "dues.2027"));
    }
}

using MemberServices.Members;
using MemberServices.Tests.Tables;
using static MemberServices.Tests.Members.Enrolled;

namespace MemberServices.Tests.Members;

public class WhenAMemberIsActivated(EmbeddedAccount account) : IClassFixture<EmbeddedAccount>, IAsyncLifetime
{
    static readonly DateTimeOffset Later = Mls.MondayMorning.AddDays(40);

    MemberTable table = null!;

    public async ValueTask InitializeAsync()
    {
        var service = await account.OpenAsync();
        await service.DeleteTableAsync(MemberTable.TableName);
        await service.CreateTableIfNotExistsAsync(MemberTable.TableName);
        table = new MemberTable(service);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task They_are_found_by_key_and_by_license()
    {
        var result = await table.ActivateAsync(Jane with { MemberStateLicense = "tx 12-34-56", MemberStateLicenseState = "tx" });

        Assert.Equal(new Activation(Jane, null), result);
        Assert.Equal(Jane, await table.FindAsync("TX-123456"));
        Assert.Equal(Jane, await table.FindByLicenseAsync(Texas));
        Assert.Null(await table.FindAsync("OK-777"));
        Assert.Null(await table.FindByLicenseAsync(Oklahoma));
    }

    [Fact]
    public async Task A_license_of_an_active_member_is_not_given_to_another()
    {
        await table.ActivateAsync(Jane);

        var result = await table.ActivateAsync(Paul);

        Assert.Equal(new Activation(null, Jane), result);
        Assert.Null(await table.FindAsync(Paul.MemberKey));
        Assert.Equal(Jane, await table.FindByLicenseAsync(Texas));
    }

    [Fact]
    public async Task A_repeat_changes_nothing()
    {
        await table.ActivateAsync(Jane);

        var result = await table.ActivateAsync(Jane with { ActiveSince = Later, OfficeKey = "elsewhere", EnrollmentCaseId = null });

        Assert.Equal(new Activation(Jane, null), result);
    }

    [Fact]
    public async Task The_license_is_free_when_they_are_inactive()
    {
        await table.ActivateAsync(Jane);

        Assert.Equal(Jane with { InactiveSince = Later }, await table.DeactivateAsync(Jane.MemberKey, Later));
        Assert.Equal(Jane with { InactiveSince = Later }, await table.DeactivateAsync(Jane.MemberKey, Later.AddDays(1)));

        Assert.Null(await table.FindByLicenseAsync(Texas));
        Assert.Equal(new Activation(Paul, null), await table.ActivateAsync(Paul));
        await table.DeactivateAsync(Jane.MemberKey, Later.AddDays(2));
        Assert.Equal(Paul, await table.FindByLicenseAsync(Texas));
    }

    [Fact]
    public async Task They_come_back_under_their_key_with_any_license_that_is_free()
    {
        await table.ActivateAsync(Jane);
        await table.DeactivateAsync(Jane.MemberKey, Later);
        var again = Jane.With(Oklahoma) with { ActiveSince = Later.AddDays(1), EnrollmentCaseId = "EN-2345EF" };

        Assert.Equal(new Activation(again, null), await table.ActivateAsync(again));
        Assert.Equal(again, await table.FindAsync(Jane.MemberKey));
        Assert.Equal(again, await table.FindByLicenseAsync(Oklahoma));
        Assert.Null(await table.FindByLicenseAsync(Texas));
    }

    [Fact]
    public async Task A_call_that_comes_late_undoes_nothing()
    {
        await table.ActivateAsync(Jane);
        var ended = await table.DeactivateAsync(Jane.MemberKey, Later);
        Assert.Equal(new Activation(ended, null), await table.ActivateAsync(Jane));

        var again = Jane with { ActiveSince = Later.AddDays(1), EnrollmentCaseId = "EN-2345EF" };
        await table.ActivateAsync(again);
        Assert.Equal(again, await table.DeactivateAsync(Jane.MemberKey, Later));
        Assert.Equal(again, await table.FindByLicenseAsync(Texas));
    }

    [Fact]
    public async Task What_is_no_member_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => table.ActivateAsync(Jane with { InactiveSince = Later }));
        await Assert.ThrowsAsync<ArgumentException>(() => table.ActivateAsync(Jane with { MemberKey = "a/b" }));
        await Assert.ThrowsAsync<ArgumentException>(() => table.ActivateAsync(Jane with { MemberStateLicense = "?" }));
        Assert.Null(await table.FindAsync("a/b"));
        Assert.Null(await table.DeactivateAsync("a/b", Later));
        Assert.Null(await table.DeactivateAsync("OK-1", Later));
    }
}

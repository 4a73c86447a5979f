namespace MemberServices.Tests.Directory;

/// <summary>Histories of a few holders and addresses, two at a time, with faults and kills at any call.</summary>
public sealed class WhateverIsGrantedAndRevoked
{
    const int Histories = 300;

    [Fact]
    public async Task A_user_is_a_member_exactly_while_somebody_holds_them_who_is_not_suspended()
    {
        await using var directory = new TestDirectory();
        for (var seed = 0; seed < Histories; seed++)
        {
            await new AnyHistory(directory, seed).RunAsync();
        }
    }
}

using MemberServices.Tests.Cases;

namespace MemberServices.Tests.Onboarding;

public sealed class WhateverHappens
{
    [Fact]
    public async Task Every_case_ends_and_each_license_and_directory_user_is_held_by_whom_it_should_be()
    {
        foreach (var seed in Stories.Seeds(usual: 10))
        {
            await using var mls = await Mls.StartAsync();
            await new AnyYear(mls, seed).RunAsync();
        }
    }
}

using MemberServices.Tests.Cases;

namespace MemberServices.Tests.WorkItems;

public sealed class WhateverBecomesOfWork
{
    /// <summary><c>CASE_SEED</c>, which a failure prints, tells one story again.</summary>
    [Fact]
    public async Task Each_reminder_goes_out_once_and_to_whoever_has_it_then()
    {
        foreach (var seed in Stories.Seeds(usual: 8))
        {
            await using var mls = await Mls.StartAsync();
            await new AnyWorkdays(mls, seed).RunAsync();
        }
    }
}

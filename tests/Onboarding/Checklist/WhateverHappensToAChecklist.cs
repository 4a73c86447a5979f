using MemberServices.Tests.Cases;

namespace MemberServices.Tests.Onboarding.Checklist;

public sealed class WhateverHappensToAChecklist
{
    [Fact]
    public async Task Access_is_suspended_exactly_while_a_mandatory_item_is_overdue_and_the_case_completed_exactly_when_all_are_done()
    {
        foreach (var seed in Stories.Seeds(usual: 12))
        {
            await using var mls = await Mls.StartWithChecklistAsync();
            await new AnyChecklist(mls, seed).RunAsync();
        }
    }
}

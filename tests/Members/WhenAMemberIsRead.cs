using System.Net;
using MemberServices.Members;
using Microsoft.Extensions.DependencyInjection;
using static MemberServices.Tests.Members.Enrolled;

namespace MemberServices.Tests.Members;

public class WhenAMemberIsRead
{
    [Fact]
    public async Task Their_facts_have_the_data_dictionary_s_names()
    {
        await using var mls = await Mls.StartAsync();
        await mls.Services.GetRequiredService<MemberTable>().ActivateAsync(Jane with { MemberMlsId = "4711" });

        var answer = await mls.Api.GetAsync("/api/members/tx-123456");
        var member = await Mls.Json(answer);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            "memberKey memberMlsId memberFullName memberEmail memberPreferredPhone memberStateLicense memberStateLicenseState "
            + "memberNationalAssociationId memberType officeKey activeSince inactiveSince enrollmentCaseId suspendedFor",
            string.Join(' ', member.EnumerateObject().Select(p => p.Name)));
        Assert.Equal("4711", member.GetProperty("memberMlsId").GetString());
        Assert.Equal(Mls.MondayMorning, member.GetProperty("activeSince").GetDateTimeOffset());
    }

    [Fact]
    public async Task Nobody_is_read_who_is_not_there_or_without_the_key()
    {
        await using var mls = await Mls.StartAsync();

        var answer = await mls.Api.GetAsync("/api/members/TX-999");
        var problem = await Mls.Json(answer);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("There is no such member.", problem.GetProperty("detail").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await mls.Api.GetAsync("/api/members/a%27b")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await mls.Http.GetAsync("/api/members/TX-999")).StatusCode);
    }
}

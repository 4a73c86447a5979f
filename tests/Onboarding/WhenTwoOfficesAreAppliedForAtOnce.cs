using System.Net;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenTwoOfficesAreAppliedForAtOnce
{
    /// <summary>How many pairs of requests for one license meet.</summary>
    const int Pairs = 100;

    [Fact]
    public async Task One_case_of_each_license_is_alive()
    {
        await using var mls = await Mls.StartAsync();
        for (var i = 0; i < Pairs; i++)
        {
            var jane = Cast.Jane with { MemberStateLicense = $"{500_000 + i}", MemberEmail = $"jane{i}@example.com" };

            var answers = await Task.WhenAll(
                mls.SendsToTheApi(jane), mls.SendsToTheApi(jane with { OfficeKey = Cast.HillCountry.OfficeKey }));

            Assert.All(answers, answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Accepted, HttpStatusCode.OK }));
            var ids = await Task.WhenAll(answers.Select(async answer => (await Mls.Json(answer)).GetProperty("id").GetString()!));
            await mls.Settle();
            Assert.Single(await Task.WhenAll(ids.Distinct().Select(mls.Enrollment)), enrollment => enrollment.End is null);
        }
    }
}

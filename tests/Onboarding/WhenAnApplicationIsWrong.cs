using System.Text.Json;
using System.Text.RegularExpressions;
using MemberServices.Messages;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Onboarding;

/// <summary>The form, the API and messages say the same sentence.</summary>
public sealed class WhenAnApplicationIsWrong : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Theory]
    [InlineData("memberFullName", "", "Enter your full name.")]
    [InlineData("memberFullName", "Cast.Jane \u202E Doe", "Type your full name again by hand: it has signs that nobody sees, or that turn the direction of writing.")]
    [InlineData("memberEmail", "", "Enter your email address.")]
    [InlineData("memberEmail", "pat+mls@example.com", "Use an address without a plus sign: Microsoft can't invite one that has it.")]
    [InlineData("memberPreferredPhone", "555-0100", "Enter a phone number with its area code, such as 512-555-0100, or with a plus and its country code.")]
    [InlineData("memberStateLicenseState", "", "Choose the state of your license.")]
    [InlineData("memberStateLicense", "", "Enter your license number.")]
    [InlineData("officeKey", "", "Choose your office.")]
    [InlineData("officeKey", "nowhere", "Choose one of the offices we know.")]
    [InlineData("memberType", "", "Choose what you apply as.")]
    [InlineData("rulesVersion", "", "Agree to the Rules and Regulations, version 2026-1: https://www.lakeshore-mls.example/rules")]
    [InlineData("rulesVersion", "2025-2", "The Rules and Regulations have changed. Agree to version 2026-1: https://www.lakeshore-mls.example/rules")]
    public async Task The_same_sentence_is_said_everywhere(string field, string value, string told)
    {
        var page = await mls.Sends((await mls.FillsIn(Cast.Jane)).With(field, value));
        var sent = JsonSerializer.SerializeToNode(Cast.Jane, JsonSerializerOptions.Web)!.AsObject();
        sent[field] = value;
        var answer = await mls.SendsToTheApi(sent);
        await mls.Puts(Bus.Commands, $$"""{"specversion":"1.0","id":"a-1","source":"/association","type":"enrollment.requested","data":{{sent.ToJsonString()}}}""");

        Assert.Equal(400, page.Status);
        Assert.Contains(told, page.Words);
        Assert.Equal(told, Assert.Single((await Mls.Json(answer)).GetProperty("errors").EnumerateArray()).GetProperty("message").GetString());
        Assert.Equal($"data.{field}: {told}", Assert.Single(mls.DeadLetters(Bus.Commands)).Reason);
    }

    [Fact]
    public async Task What_is_wrong_stands_in_the_form_s_order()
    {
        var page = await mls.Sends(new Form("/enroll", new Dictionary<string, string> { ["officeKey"] = "lakeview" }));

        Assert.Equal(
            ["memberFullName", "memberEmail", "memberPreferredPhone", "memberStateLicenseState", "memberStateLicense", "memberType", "rulesVersion"],
            Regex.Matches(page.Source, "<a href=\"#((?:member|rules)\\w+)\"").Select(link => link.Groups[1].Value));
    }

    [Fact]
    public async Task What_was_pasted_with_marks_is_taken_without_them()
    {
        var answer = await mls.SendsToTheApi(Cast.Jane with
        {
            MemberFullName = "Jane\u200F\u00A0Doe",
            MemberPreferredPhone = "\u202A(512) 555\u20130100 Ext. 7\u202C",
            MemberEmail = "\uFEFFjane@example.com",
        });

        var applicant = (await mls.Enrollment((await Mls.Json(answer)).GetProperty("id").GetString()!)).Applicant;
        Assert.Equal(Cast.Jane with { MemberPreferredPhone = "512-555-0100 x7" }, applicant);
    }
}

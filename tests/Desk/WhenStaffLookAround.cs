using System.Text.RegularExpressions;
using MemberServices.Desk;
using MemberServices.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Desk;

public sealed class WhenStaffLookAround : IAsyncLifetime
{
    Mls mls = null!;
    StaffBrowser sarah = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        sarah = await mls.SignsIn(Cast.Sarah);
    }

    public async ValueTask DisposeAsync()
    {
        sarah.Dispose();
        await mls.DisposeAsync();
    }

    [Fact]
    public async Task The_search_finds_by_name_address_license_key_and_number()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        foreach (var text in new[] { "jane", "doe ja", "jane@example.com", "123456", "TX 123456", "TX-123456" })
        {
            Assert.Contains(id, (await sarah.Sees($"/staff/search?q={Uri.EscapeDataString(text)}")).Words);
        }
        Assert.Contains("Active", (await sarah.Sees("/staff/search?q=TX-123456")).Words);
        Assert.Contains("Lakeview Realty", (await sarah.Sees("/staff/search?q=lakev")).Words);
        Assert.Equal($"/staff/cases/{id}", (await sarah.Opens($"/staff/search?q={id.ToLowerInvariant().Replace("-", " ")}")).MustBe(303).Response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_member_of_the_roster_is_found_by_name_address_and_number_and_no_longer_by_what_they_had_before()
    {
        await mls.SaysMember(Cast.Jane, key: "m-4711");
        foreach (var text in new[] { "jane", "DOE ja", "jane@example.com", "jane@", "M-4711", "TX 123456" })
        {
            var page = await sarah.Sees($"/staff/search?q={Uri.EscapeDataString(text)}");
            Assert.Single(page.Words.Split("Jane Doe").Skip(1));
            Assert.Contains("/staff/members/M-4711", page.Source);
        }
        Assert.Contains("Nothing fits", (await sarah.Sees("/staff/search?q=jane%20smith")).Words);

        await mls.Advance(days: 1);
        await mls.SaysMember(Cast.Jane with { MemberFullName = "Jane Smith", MemberEmail = "smith@example.com" }, mls.Now, key: "m-4711");

        Assert.Contains("Jane Smith", (await sarah.Sees("/staff/search?q=smith")).Words);
        Assert.Contains("Nothing fits", (await sarah.Sees("/staff/search?q=doe")).Words);
        Assert.Contains("Nothing fits", (await sarah.Sees("/staff/search?q=jane%40example.com")).Words);
    }

    [Fact]
    public async Task A_member_is_found_by_what_the_mls_systems_call_them()
    {
        await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        var mlsId = (await mls.Member(Cast.Jane.MemberKey))!.MemberMlsId!;

        Assert.Contains(Cast.Jane.MemberKey, (await sarah.Sees($"/staff/search?q={mlsId.ToLowerInvariant()}")).Words);
        Assert.Contains("Nothing fits", (await sarah.Sees($"/staff/search?q={mlsId}%2F%23")).Words);
    }

    [Fact]
    public async Task Members_of_one_name_lead_on()
    {
        for (var i = 0; i < 23; i++)
        {
            await mls.SaysMember(Cast.Jane with { MemberStateLicense = $"9{i:D5}", MemberEmail = $"jane{i}@agents.example" }, key: $"m-{i}");
        }
        var page = await sarah.Sees("/staff/search?q=doe");
        Assert.Equal(20, page.Source.Split("class=\"what\"").Length - 1);
        var more = page.Source.Split("href=\"").Select(each => each.Split('"')[0]).Single(each => each.Contains("after=", StringComparison.Ordinal));
        Assert.Equal(3, (await sarah.Sees(System.Net.WebUtility.HtmlDecode(more))).Source.Split("class=\"what\"").Length - 1);
    }

    [Theory]
    [InlineData("", "Type what you know")]
    [InlineData("q", "Type 2 characters or more.")]
    [InlineData("nobody is called so", "Nothing fits")]
    [InlineData("%", "Type 2 characters or more.")]
    [InlineData("'; drop", "Nothing fits")]
    public async Task A_search_without_an_answer_says_what_to_type(string text, string said)
    {
        var page = await sarah.Sees($"/staff/search?q={Uri.EscapeDataString(text)}");
        Assert.Contains(said, page.Words);
        Assert.Contains("open an enrollment", page.Words);
    }

    [Fact]
    public async Task Many_hits_lead_on()
    {
        for (var i = 0; i < 23; i++)
        {
            (await mls.SendsToTheApi(Cast.Jane with { MemberStateLicense = $"9{i:D5}", MemberEmail = $"jane{i}@agents.example" })).EnsureSuccessStatusCode();
        }
        await mls.Settle();
        var page = await sarah.Sees("/staff/search?q=jane");
        Assert.Equal(20, page.Source.Split("class=\"what\"").Length - 1);
        var more = page.Source.Split("href=\"").Select(each => each.Split('"')[0]).Single(each => each.Contains("after=", StringComparison.Ordinal));
        Assert.Equal(3, (await sarah.Sees(System.Net.WebUtility.HtmlDecode(more))).Source.Split("class=\"what\"").Length - 1);
    }

    [Fact]
    public async Task A_member_has_facts_cases_and_a_timeline_by_day()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Advance(days: 1);
        await mls.Approves(Cast.Bob);
        var page = await sarah.Sees($"/staff/members/{Cast.Jane.MemberKey.ToLowerInvariant()}");

        Assert.Contains("Jane Doe Active", page.Words);
        Assert.Contains(id, page.Words);
        Assert.Contains("Emailed", page.Words);
        Assert.True(page.Words.IndexOf("Today, Tue, Mar 3", StringComparison.Ordinal) < page.Words.IndexOf("Yesterday, Mon, Mar 2", StringComparison.Ordinal));
        Assert.Contains("There is no such member", (await sarah.Opens("/staff/members/TX-999999")).MustBe(404).Words);
        (await sarah.Opens("/staff/members/..%2f..")).MustBe(404);
    }

    [Theory]
    [InlineData("Open a ticket", "/staff/tickets/new", "TK-")]
    [InlineData("Register a complaint", "/staff/complaints/new", "CP-")]
    public async Task From_a_member_s_page_a_ticket_and_a_complaint_are_opened_with_the_form_filled_in(string label, string address, string number)
    {
        await mls.IsMember(Cast.Jane);
        Assert.Equal($"{address}?member={Cast.Jane.MemberKey}", AddressOf(await sarah.Sees($"/staff/members/{Cast.Jane.MemberKey}"), label));

        var form = (await sarah.Sees($"{address}?member={Cast.Jane.MemberKey}")).FormOf("new");
        Assert.Equal(
            (Cast.Jane.MemberKey, Cast.Jane.MemberFullName, Cast.Jane.MemberEmail, Cast.Jane.MemberPreferredPhone),
            (form.Fields["memberKey"], form.Fields["fullName"], form.Fields["email"], form.Fields["phone"]));
        await sarah.Does(form.With("channel", "phone").With("category", label.Contains("ticket", StringComparison.Ordinal) ? "data-quality" : "billing").With("subject", "Twice").With("text", "It is there twice."));

        Assert.Contains($"href=\"/staff/cases/{number}", (await sarah.Sees($"/staff/members/{Cast.Jane.MemberKey}")).Source);
    }

    [Fact]
    public async Task For_who_was_a_member_they_are_opened_too_and_who_only_applied_has_no_key_to_open_them_by()
    {
        await mls.IsMember(Cast.Jane);
        await mls.Advance(days: 1);
        await mls.SaysMember(Cast.Jane, mls.Now, status: "Inactive");
        var left = await sarah.Sees($"/staff/members/{Cast.Jane.MemberKey}");
        Assert.Contains("Jane Doe Inactive", left.Words);
        Assert.Equal(Cast.Jane.MemberEmail, (await sarah.Sees(AddressOf(left, "Register a complaint")!)).FormOf("new").Fields["email"]);

        await mls.Applies(Cast.John);
        var applied = await sarah.Sees($"/staff/members/{Cast.John.MemberKey}");
        Assert.Contains("Not a member", applied.Words);
        Assert.Null(AddressOf(applied, "Open a ticket"));
        Assert.Null(AddressOf(applied, "Register a complaint"));
    }

    [Fact]
    public async Task An_office_shows_who_decides_and_what_is_open_and_a_change_is_recorded_with_who_and_why()
    {
        var id = await mls.Applies(Cast.Jane);
        Assert.Contains("Lakeview Realty", (await sarah.Sees("/staff/offices?q=lakeview")).Words);
        var page = await sarah.Sees("/staff/offices/lakeview");
        Assert.Contains("Bob Broker", page.Words);
        Assert.Contains(id, page.Words);

        var form = (await sarah.Opens("/staff/offices/lakeview/edit")).FormOf("edit");
        Assert.Contains("Say why.", (await sarah.Sends(form)).MustBe(400).Words);
        Assert.Contains("Change something first", (await sarah.Sends(form.With("reason", "x"))).MustBe(400).Words);
        Assert.Contains("IANA", (await sarah.Sends(form.With("reason", "x").With("timeZone", "Mars/Olympus"))).MustBe(400).Words);
        (await sarah.Sends(form.With("reason", "x").With("officeBrokerKey", "nobody"))).MustBe(400);
        var done = await sarah.Does(form.With("officeBrokerKey", "dana").With("delegate-bob", "yes").With("timeZone", "America/Denver").With("reason", "Bob retires in May"));

        Assert.Contains("Lakeview Realty is changed.", done.Words);
        Assert.Contains("Broker of record: Dana Deputy, before Bob Broker.", done.Words);
        Assert.Contains("Bob retires in May", done.Words);
        Assert.Contains("Sarah Lindqvist: Broker of record", done.Words);
    }

    [Fact]
    public async Task An_office_that_changed_meanwhile_is_not_overwritten_and_what_was_chosen_stays()
    {
        var form = (await sarah.Opens("/staff/offices/lakeview/edit")).FormOf("edit").With("officeBrokerKey", "dana").With("reason", "Bob retires");
        await mls.AddsOffice(Cast.Lakeview with { OfficeName = "Lakeview Realty Group" });

        var late = (await sarah.Sends(form)).MustBe(409);
        Assert.Contains("was quicker", late.Words);
        Assert.Equal("dana", late.FormOf("edit").Fields["officeBrokerKey"]);
        Assert.Equal("Bob retires", late.FormOf("edit").Fields["reason"]);
        Assert.DoesNotContain("Changed by staff", (await sarah.Sees("/staff/offices/lakeview")).Words);
        (await sarah.Sends(late.FormOf("edit"))).MustBe(303);
    }

    [Fact]
    public async Task Offices_lead_on_and_one_that_there_is_not_is_said_so()
    {
        await mls.AddsOffices(70);
        var page = await sarah.Sees("/staff/offices");
        Assert.Contains("More offices", page.Words);
        Assert.Contains("No office fits", (await sarah.Sees("/staff/offices?q=nowhere")).Words);
        (await sarah.Opens("/staff/offices/nowhere")).MustBe(404);
        (await sarah.Opens("/staff/offices/nowhere/edit")).MustBe(404);
    }

    [Fact]
    public async Task Staff_open_an_enrollment_for_somebody_at_once_and_a_second_click_opens_no_second()
    {
        var form = Cast.Jane.Fields().Aggregate((await sarah.Opens("/staff/enrollments/new")).FormOf("new"), (each, field) => each.With(field.Key, field.Value));
        var done = await sarah.Does(form);

        Assert.Contains("is open. Jane Doe gets a confirmation with this number.", done.Words);
        Assert.Contains("Bob Broker to approve or decline", done.Words);
        Assert.Equal(1, mls.Inbox(Cast.Jane).Count);
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
        (await sarah.Sends(form)).MustBe(303);
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
    }

    [Fact]
    public async Task What_is_wrong_in_it_is_said_by_the_same_rules_and_what_was_typed_stays()
    {
        var form = Cast.Jane.Fields().Aggregate((await sarah.Opens("/staff/enrollments/new")).FormOf("new"), (each, field) => each.With(field.Key, field.Value));
        var page = (await sarah.Sends(form.With("memberEmail", "jane@").With("officeKey", "").With("memberType", ""))).MustBe(400);

        Assert.Contains("<title>Error: New enrollment", page.Source);
        Assert.Contains("Choose their office.", page.Words);
        Assert.Contains("Choose what the applicant applies as", page.Words);
        Assert.Equal("Jane Doe", page.FormOf("new").Fields["memberFullName"]);
        await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        Assert.Contains("belongs to an active member", (await sarah.Sends(form)).MustBe(400).Words);
    }

    [Fact]
    public void Every_page_is_in_the_documents_and_no_other()
    {
        var pages = mls.Services.GetRequiredService<DeskCatalog>().All.Select(page => $"`/staff{(page.Route.Length == 0 ? "" : "/" + page.Route)}`").Order().ToList();
        foreach (var file in new[] { "functions/README.md", "docs/security.md" })
        {
            var listed = File.ReadAllLines(Path.Combine(Repository.Root, file)).Where(line => line.StartsWith("| `/staff", StringComparison.Ordinal)).Select(line => line.Split('|')[1].Trim()).Order();
            Assert.Equal(pages, listed);
        }
    }

    /// <summary>Where a button of a page leads; null: it has none of that name.</summary>
    static string? AddressOf(Html page, string label) =>
        Regex.Match(page.Source, $"<a class=\"button[^>]* href=\"([^\"]*)\">{label}</a>") is { Success: true } match ? System.Net.WebUtility.HtmlDecode(match.Groups[1].Value) : null;
}

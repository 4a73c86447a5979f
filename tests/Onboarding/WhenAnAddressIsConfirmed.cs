using MemberServices.Onboarding;
using MemberServices.Onboarding.Applying;
using MemberServices.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenAnAddressIsConfirmed : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Nobody_is_asked_before_the_mailbox_s_owner_has_said_yes()
    {
        var taken = await mls.Sends(await mls.FillsIn(Cast.Jane));

        Assert.Equal(303, taken.Status);
        Assert.Equal("/enroll/received", taken.Response.Headers.Location!.OriginalString);
        Assert.Equal(1, mls.Inbox(Cast.Jane).Count);
        Assert.Equal(0, mls.Inbox(Cast.Bob).Count);

        var page = await mls.Opens(Confirmation(Cast.Jane));
        Assert.Contains("Did you apply?", page.Words);
        Assert.DoesNotContain(" checked", page.Source[page.Source.IndexOf("<main", StringComparison.Ordinal)..]);
        await mls.Sends(page.Form.With("applied", "yes"));

        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
        var thanks = await mls.Opens(Confirmation(Cast.Jane));
        Assert.Matches("Your reference is EN-[2-9A-HJ-NP-Z]{6}", thanks.Words);
        Assert.Contains(mls.Inbox(Cast.Jane).All, mail => mail.Subject.Contains("We received your application"));
    }

    [Fact]
    public async Task The_mail_repeats_nothing_that_was_typed()
    {
        var typed = Cast.Jane with { MemberFullName = "Buy pills at evil.example", MemberPreferredPhone = "512-555-0177", MemberStateLicense = "987654" };
        await mls.Sends(await mls.FillsIn(typed));

        var mail = mls.Inbox(Cast.Jane).Latest;
        foreach (var word in new[] { "pills", "evil.example", "0177", "987654", "Lakeview" })
        {
            Assert.DoesNotContain(word, mail.Subject + mail.Html + mail.Text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Neither_opening_the_page_nor_sending_its_form_as_it_came_says_anything()
    {
        await mls.Sends(await mls.FillsIn(Cast.Jane));
        var page = await mls.Opens(Confirmation(Cast.Jane));

        var answer = await mls.Sends(page.Form);

        Assert.Equal(400, answer.Status);
        Assert.Contains("Choose yes or no", answer.Words);
        Assert.Equal(0, mls.Inbox(Cast.Bob).Count);
        Assert.Contains("Did you apply?", (await mls.Opens(Confirmation(Cast.Jane))).Words);
    }

    [Fact]
    public async Task No_forgets_the_application_and_stops_such_mails_for_thirty_days()
    {
        await mls.Sends(await mls.FillsIn(Cast.Jane));
        await mls.Confirms(Cast.Jane, "no");

        Assert.Contains("forgotten", (await mls.Opens(Confirmation(Cast.Jane))).Words);
        Assert.DoesNotContain(mls.Rows(), row => row.Contains("512-555-0100"));
        await mls.Sends(await mls.FillsIn(Cast.Jane));
        await mls.Sends(await mls.FillsIn(Cast.Jane with { MemberEmail = "JANE+2@example.com" }));
        Assert.Single(mls.Inbox(Cast.Jane).All);

        await mls.Advance(days: 30);
        await mls.Sends(await mls.FillsIn(Cast.Jane));
        Assert.Equal(2, mls.Inbox(Cast.Jane).Count);
    }

    [Fact]
    public async Task The_first_answer_counts_and_the_second_click_changes_nothing()
    {
        await mls.Sends(await mls.FillsIn(Cast.Jane));
        var form = (await mls.Opens(Confirmation(Cast.Jane))).Form;

        await mls.Sends(form.With("applied", "yes"));
        await mls.Sends(form.With("applied", "yes"));
        await mls.Sends(form.With("applied", "no"));

        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
        Assert.Contains("Your reference is EN-", (await mls.Opens(Confirmation(Cast.Jane))).Words);
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_mail()
    {
        var form = await mls.FillsIn(Cast.Jane);

        await mls.Sends(form);
        await mls.Sends(form);

        Assert.Equal(1, mls.Inbox(Cast.Jane).Count);
    }

    [Fact]
    public async Task After_three_days_the_link_has_expired_and_leads_to_the_form()
    {
        await mls.Sends(await mls.FillsIn(Cast.Jane));
        var address = Confirmation(Cast.Jane);
        var form = (await mls.Opens(address)).Form;
        await mls.Advance(days: 3);

        var page = await mls.Opens(address);
        Assert.Equal(410, page.Status);
        Assert.Contains("/enroll", page.Source);
        await mls.Sends(form.With("applied", "yes"));
        Assert.Equal(0, mls.Inbox(Cast.Bob).Count);
    }

    [Fact]
    public async Task A_stranger_with_somebody_s_license_learns_nothing_but_that_it_is_taken()
    {
        await mls.Sends(await mls.FillsIn(Cast.Jane));
        await mls.Confirms(Cast.Jane);

        await mls.Sends(await mls.FillsIn(Cast.Eve with { OfficeKey = "solo" }));
        var answer = await mls.Confirms(Cast.Eve);

        Assert.Contains("An application with this license is under way", answer.Words);
        Assert.DoesNotContain("EN-", answer.Words);
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
        Assert.Equal(0, mls.Inbox(Cast.Stella).Count);
    }

    [Fact]
    public async Task An_organization_that_does_not_want_it_asks_the_broker_at_once()
    {
        await using var other = await Mls.StartAsync(app => app.Services.AddSingleton(Rendering.Policies.Enrollment with { ConfirmEmail = false }));

        await other.Sends(await other.FillsIn(Cast.Jane));

        Assert.Equal(1, other.Inbox(Cast.Bob).Count);
    }

    Uri Confirmation(Application who) => mls.Inbox(who).Link("Open the application");
}

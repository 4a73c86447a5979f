using System.Net.Http.Json;
using MemberServices.Onboarding;

namespace MemberServices.Tests.Worker;

public sealed class WhenSomebodyApplies(RunningApp app)
{
    [Fact]
    public async Task An_application_starts_an_enrollment_which_confirms_that_it_came()
    {
        var host = await app.HostAsync();

        var answer = await app.AskAsync(HttpMethod.Post, "/api/enrollments", JsonContent.Create(Cast.John));

        answer.MustBe(202);
        var started = Assert.Single(host.Durable.Started.Values);
        var action = Assert.Single(await host.RunAsync(started));
        Assert.Equal(("Enrollment", nameof(EnrollmentActivities.ConfirmReceipt)), (started.Name, action.ScheduleTask.Name));
    }

    [Fact]
    public async Task What_is_missing_is_shown_in_the_form()
    {
        var answer = await app.AskAsync(HttpMethod.Post, "/enroll", new FormUrlEncodedContent([new("memberFullName", Cast.John.MemberFullName)]));

        answer.MustBe(400, """<form class="card" method="post" action="/enroll" """.TrimEnd());
        Assert.Contains(Cast.John.MemberFullName, answer.Body);
    }

    [Fact]
    public async Task A_form_from_another_site_is_refused()
    {
        var answer = await app.AskAsync(
            HttpMethod.Post, "/enroll", new FormUrlEncodedContent([]), ("Origin", "https://stranger.example"), ("Sec-Fetch-Site", "cross-site"));

        answer.MustBe(403, "sent from another website");
    }

    [Fact]
    public async Task The_link_in_the_mail_shows_how_it_is_doing()
    {
        var opened = await Case.OpenAsync(app);

        var answer = await app.AskAsync(HttpMethod.Get, $"/enrollments/{opened.ProgressToken}");

        answer.MustBe(200, "Your application is on its way");
    }
}

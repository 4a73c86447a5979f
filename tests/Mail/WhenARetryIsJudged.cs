using Azure;
using MemberServices.Mail;

namespace MemberServices.Tests.Mail;

public class WhenARetryIsJudged
{
    static readonly DateTimeOffset Now = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Waits_double_up_to_an_hour()
    {
        var waits = Enumerable.Range(0, 10).Select(faults =>
            ((SendDecision.TryAgain)MailRetry.Judge(new RequestFailedException(500, "x"), faults, Now)).At - Now);

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60], waits.Select(wait => wait.TotalMinutes));
    }

    [Fact]
    public void A_quota_without_a_time_is_asked_again_after_a_minute() =>
        Assert.Equal(new SendDecision.Throttled(Now.AddMinutes(1)), MailRetry.Judge(new RequestFailedException(429, "x"), 0, Now));

    [Fact]
    public void Quotas_never_use_up_a_letters_tries() =>
        Assert.IsType<SendDecision.Throttled>(MailRetry.Judge(new RequestFailedException(429, "x"), 1000, Now));

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(422)]
    public void What_is_wrong_with_the_letter_itself_is_final(int status) =>
        Assert.IsType<SendDecision.Refused>(MailRetry.Judge(new RequestFailedException(status, "x"), 0, Now));

    [Fact]
    public void The_thirtieth_fault_is_the_last()
    {
        Assert.IsType<SendDecision.TryAgain>(MailRetry.Judge(new RequestFailedException(0, "x"), 28, Now));
        Assert.IsType<SendDecision.Refused>(MailRetry.Judge(new RequestFailedException(0, "x"), 29, Now));
    }
}

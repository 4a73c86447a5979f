using MemberServices.Retention;
using Microsoft.Extensions.Logging.Abstractions;

namespace MemberServices.Tests.People;

public sealed class WhenOneThingCannotBeForgotten
{
    [Fact]
    public async Task The_others_are_and_the_failure_is_told_with_what_it_was()
    {
        var (first, broken, last) = (new Forgets("sent mails"), new Forgets("dead links", new InvalidOperationException("The table is busy.")), new Forgets("finished surveys"));

        var failure = await Assert.ThrowsAsync<AggregateException>(() =>
            new ForgetWhatIsOld([first, broken, last], TimeProvider.System, NullLogger<ForgetWhatIsOld>.Instance).Run(null!, TestContext.Current.CancellationToken));

        Assert.Equal("Not forgotten: dead links.", Assert.Single(failure.InnerExceptions).Message);
        Assert.Equal((1, 1, 1), (first.Asked, broken.Asked, last.Asked));
    }

    sealed class Forgets(string what, Exception? failure = null) : IForgetting
    {
        public int Asked { get; private set; }

        public string What => what;

        public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
        {
            Asked++;
            return failure is null ? Task.FromResult(1) : Task.FromException<int>(failure);
        }
    }
}

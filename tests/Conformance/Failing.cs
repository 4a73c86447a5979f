namespace Conformance;

public class WhenTasksFail
{
    sealed class InnermostException(string text) : Exception(text);

    static RetryPolicy Attempts(int count) => new(count, TimeSpan.FromMilliseconds(1));

    [Fact]
    public async Task The_failure_tells_the_task_the_exception_and_the_one_inside()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Fails", async context => { await context.CallActivityAsync("Throws"); })
            .AddActivityFunc("Throws", (TaskActivityContext _) => { throw new InvalidOperationException("outer", new InnermostException("inner")); }));

        var ended = await host.RunAsync("Fails");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        var failure = ended.FailureDetails!;
        Assert.Equal(typeof(TaskFailedException).FullName, failure.ErrorType);
        Assert.Equal("Task 'Throws' (#0) failed with an unhandled exception: outer", failure.ErrorMessage);
        Assert.Equal(typeof(InvalidOperationException).FullName, failure.InnerFailure!.ErrorType);
        Assert.Equal("outer", failure.InnerFailure.ErrorMessage);
        Assert.Equal(typeof(InnermostException).FullName, failure.InnerFailure.InnerFailure!.ErrorType);
        Assert.Equal("inner", failure.InnerFailure.InnerFailure.ErrorMessage);
    }

    [Fact]
    public async Task The_orchestrator_catches_what_the_activity_threw_by_type()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Catches", async context =>
            {
                var failed = await Assert.ThrowsAsync<TaskFailedException>(() => context.CallActivityAsync("Throws"));
                return failed.FailureDetails.IsCausedBy<InvalidOperationException>()
                    && failed.FailureDetails.IsCausedBy<SystemException>()
                    && !failed.FailureDetails.IsCausedBy<ArgumentException>()
                    && failed is { TaskName: "Throws", TaskId: 0 };
            })
            .AddActivityFunc("Throws", (TaskActivityContext _) => { throw new InvalidOperationException("no"); }));

        Assert.True(await host.RunAsync<bool>("Catches"));
    }

    [Fact]
    public async Task An_orchestrators_own_exception_is_the_failure()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Throws", (TaskOrchestrationContext _) => Throw()));

        var failure = (await host.RunAsync("Throws")).FailureDetails!;

        Assert.Equal(typeof(InnermostException).FullName, failure.ErrorType);
        Assert.Equal("own", failure.ErrorMessage);
        Assert.True(failure.IsCausedBy<InnermostException>());
        Assert.Contains(nameof(Throw), failure.StackTrace);

        static Task<int> Throw() => throw new InnermostException("own");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public async Task An_activity_runs_as_often_as_its_policy_says(int attempts)
    {
        var ran = 0;
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Retries", async context =>
                { await context.CallActivityAsync("Throws", options: TaskOptions.FromRetryPolicy(Attempts(attempts))); })
            .AddActivityFunc("Throws", (TaskActivityContext _) => { ran++; throw new InvalidOperationException("no"); }));

        var id = await host.StartAsync("Retries");
        await host.PassAsync(1);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.EndAsync(id)).RuntimeStatus);
        Assert.Equal(attempts, ran);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public async Task A_sub_orchestration_runs_as_often_as_its_policy_says(int attempts)
    {
        var ran = 0;
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Retries", async context =>
                { await context.CallSubOrchestratorAsync("Throws", options: TaskOptions.FromRetryPolicy(Attempts(attempts))); })
            .AddOrchestratorFunc("Throws", (TaskOrchestrationContext _) => { ran++; return Task.FromException(new InvalidOperationException("no")); }));

        var id = await host.StartAsync("Retries");
        await host.PassAsync(1);

        var failure = (await host.EndAsync(id)).FailureDetails!;
        Assert.True(failure.IsCausedBy<TaskFailedException>());
        Assert.Contains("no", failure.ErrorMessage);
        Assert.Equal(attempts, ran);
    }

    [Fact]
    public async Task A_retry_handler_decides_with_number_and_failure()
    {
        var ran = 0;
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Handled", async context => await context.CallActivityAsync<int>("Throws", options:
                TaskOptions.FromRetryHandler(async retry =>
                {
                    await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                    return retry.LastAttemptNumber < 4 && retry.LastFailure.IsCausedBy<InvalidOperationException>();
                })))
            .AddActivityFunc<object?, int>("Throws", (_, _) => ++ran < 3 ? throw new InvalidOperationException("no") : ran));

        var id = await host.StartAsync("Handled");
        await host.PassAsync(1);

        Assert.Equal(3, (await host.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task No_retry_when_the_policys_own_handler_says_no()
    {
        var ran = 0;
        var policy = new RetryPolicy(5, TimeSpan.FromMilliseconds(1)) { HandleFailure = failure => !failure.IsCausedBy<ArgumentException>() };
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Refuses", async context =>
                { await context.CallActivityAsync("Throws", options: TaskOptions.FromRetryPolicy(policy)); })
            .AddActivityFunc("Throws", (TaskActivityContext _) => { ran++; throw new ArgumentException("no"); }));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.RunAsync("Refuses")).RuntimeStatus);
        Assert.Equal(1, ran);
    }

    [Fact]
    public async Task The_retry_timeout_is_compared_before_the_delay_is_added()
    {
        var ran = 0;
        var policy = new RetryPolicy(10, TimeSpan.FromSeconds(1), backoffCoefficient: 1, retryTimeout: TimeSpan.FromSeconds(1.5));
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Late", async context =>
                { await context.CallActivityAsync("Throws", options: TaskOptions.FromRetryPolicy(policy)); })
            .AddActivityFunc("Throws", (TaskActivityContext _) => { ran++; throw new ArgumentException("no"); }));

        var id = await host.StartAsync("Late");
        await host.PassAsync(1.1);
        await host.PassAsync(1.1);
        await host.PassAsync(1.1);

        // At 0 and at 1 second the deadline is ahead, though the second retry then runs after it.
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.EndAsync(id)).RuntimeStatus);
        Assert.Equal(3, ran);
    }

    [Fact]
    public async Task Unknown_tasks_fail_and_no_retry_handler_is_asked()
    {
        var asked = 0;
        var options = TaskOptions.FromRetryHandler(_ => ++asked < 3);
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Activity", async context => { await context.CallActivityAsync("Nowhere", options: options); })
            .AddOrchestratorFunc("Child", async context => { await context.CallSubOrchestratorAsync("Nowhere", options: options); }));

        Assert.Equal("ActivityTaskNotFound", (await host.RunAsync("Activity")).FailureDetails?.InnerFailure?.ErrorType);
        Assert.Equal("OrchestratorTaskNotFound", (await host.RunAsync("Child")).FailureDetails?.InnerFailure?.ErrorType);
        Assert.Equal("OrchestratorTaskNotFound", (await host.RunAsync("Nowhere")).FailureDetails?.ErrorType);
        Assert.Equal(0, asked);
    }
}

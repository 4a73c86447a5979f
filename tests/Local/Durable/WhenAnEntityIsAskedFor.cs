using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace MemberServices.Tests.Durable;

public sealed class WhenAnEntityIsAskedFor
{
    [Fact]
    public async Task The_client_and_the_orchestration_say_that_there_are_none()
    {
        await using var fixture = await EngineFixture.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Counts", context => context.Entities.CallEntityAsync<int>(new EntityInstanceId("Counter", "1"), "Add", 1)));

        var id = await fixture.Client.ScheduleNewOrchestrationInstanceAsync("Counts", EngineFixture.Soon());
        var ended = await fixture.EndAsync(id);

        Assert.Equal(typeof(NotSupportedException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Contains("entities are not supported", ended.FailureDetails.ErrorMessage);
        Assert.Throws<NotSupportedException>(() => fixture.Client.Entities);
    }
}

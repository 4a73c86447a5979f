using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Local.Host;

/// <summary>Functions on a schedule, on the machine's clock, in UTC.</summary>
sealed class TimerTriggers(LocalMachine machine, IConfiguration configuration, IHostApplicationLifetime lifetime) : TriggerKind
{
    readonly List<ScheduledFunction> functions = [];
    readonly Lazy<TimerLog> log = new(() => new TimerLog(machine.Database));

    protected override string Offers => "A timer function takes a TimerInfo by its trigger.";

    public override bool Takes(TriggerBindingAttribute trigger) => trigger is TimerTriggerAttribute;

    public override void Bind(FunctionMethod function, IServiceProvider services)
    {
        var trigger = (TimerTriggerAttribute)function.Trigger;
        var schedule = Schedule.Parse(SettingNames.Resolve(trigger.Schedule, configuration), machine.Clock.GetUtcNow().UtcDateTime);
        functions.Add(new ScheduledFunction(Invoker(function, services), schedule, machine.Clock, lifetime.ApplicationStopping)
        {
            RunOnStartup = trigger.RunOnStartup,
            Log = trigger.UseMonitor && schedule.CanBeRemembered ? log.Value : null,
        });
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var function in functions)
        {
            await function.StartAsync();
        }
    }

    public override Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(functions.Select(function => function.StopAsync()));

    protected override ArgumentSource? TriggerArgument(FunctionMethod function) =>
        function.TriggerParameter.ParameterType == typeof(TimerInfo) ? context => new(context.TriggerInput) : null;
}

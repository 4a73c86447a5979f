using System.Reflection;
using Local.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Local.Host;

/// <summary>[DurableClient] parameters.</summary>
static class DurableClientArgument
{
    public static ArgumentSource? Find(ParameterInfo parameter, IServiceProvider services)
    {
        if (parameter.ParameterType != typeof(DurableTaskClient) || !parameter.IsDefined(typeof(DurableClientAttribute)))
        {
            return null;
        }

        var engine = services.GetRequiredService<LocalMachine>().Part<DurableEngine>();
        return _ => new(engine.Client);
    }
}

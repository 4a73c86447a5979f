using Local.Host;
using MemberServices;
using MemberServices.Policies;
using Microsoft.Extensions.Hosting;

try
{
    await using var host = LocalHost.Build(args, typeof(App).Assembly, App.Build);
    await host.StartAsync();
    host.PrintBanner();
    await host.WaitForShutdownAsync();
    return 0;
}
catch (Exception exception) when (exception is HostStartException or PolicyException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

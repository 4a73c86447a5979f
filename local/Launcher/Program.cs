using Local.Host;
using MemberServices;
using MemberServices.Policies;
using Microsoft.Extensions.Hosting;

if (HostArguments.AskForHelp(args))
{
    Console.WriteLine(HostArguments.Usage);
    return 0;
}

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

using MemberServices;
using MemberServices.Policies;
using Microsoft.Extensions.Hosting;

IHost app;
try
{
    app = App.Build(args);
}
catch (PolicyException exception)
{
    // Whoever wrote the file reads what to correct, not where the code found it.
    Console.Error.WriteLine(exception.Message);
    return 1;
}

await app.RunAsync();
return 0;

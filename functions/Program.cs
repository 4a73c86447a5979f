using MemberServices;
using Microsoft.Extensions.Hosting;

App.Build(args).Run();

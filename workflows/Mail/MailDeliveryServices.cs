using MemberServices.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Mail;

public static class MailDeliveryServices
{
    /// <summary>What queues mails and sends them. Needs the policies, the messages, the pages and a client of the mail service.</summary>
    /// <exception cref="ArgumentException">The sender's address is missing or wrong.</exception>
    public static IServiceCollection AddMailDelivery(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new MailSender(configuration["Email:Sender"]))
        .AddSingleton<MailRenderer>()
        .AddSingleton<MailService>()
        .AddSingleton<MailLedger>().AddTable(MailLedger.TableName)
        .AddSingleton<EmailQueue>()
        .AddSingleton<MailDelivery>();
}

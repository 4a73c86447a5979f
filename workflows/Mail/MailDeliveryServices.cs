using MemberServices.Pages;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Mail;

public static class MailDeliveryServices
{
    /// <summary>What queues mails and sends them. Needs the policies, the messages, the pages and a client of the mail service.</summary>
    /// <exception cref="ArgumentException">The sender's address or what the mail service takes is missing or wrong.</exception>
    public static IServiceCollection AddMailDelivery(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new MailSender(configuration["Email:Sender"]))
        .AddMailAllowance(MailAllowance.Parse(configuration["Mail:PerMinute"], configuration["Mail:PerHour"]))
        .AddSingleton<MailRenderer>()
        .AddSingleton<MailService>()
        .AddSingleton<MailLedger>().AddTable(MailLedger.TableName).AddPersonalData<MailLedger>()
        .AddSingleton<IForgetting>(s => s.GetRequiredService<MailLedger>())
        .AddSingleton<MailboxTable>().AddTable(MailboxTable.TableName).AddPersonalData<MailboxTable>()
        .AddSingleton<IForgetting>(s => s.GetRequiredService<MailboxTable>())
        .AddSingleton<MailPause>().AddTable(MailPause.TableName)
        .AddSingleton<EmailQueue>()
        .AddSingleton<MailPace>()
        .AddSingleton<MailDelivery>();

    /// <summary>What the mail service takes, and the public forms' part of it.</summary>
    static IServiceCollection AddMailAllowance(this IServiceCollection services, MailAllowance allowance) => services
        .AddSingleton(allowance)
        .AddSingleton(s => FormBudget.Of(s.GetRequiredService<FormPolicy>(), allowance.PerMinute, allowance.PerHour));
}

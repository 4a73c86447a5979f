using MemberServices.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Bounces;

public static class BouncesServices
{
    /// <summary>What follows from delivery reports. Needs the mails and the cases.</summary>
    public static IServiceCollection AddBounces(this IServiceCollection services) => services
        .AddDeliveryReport<DeliveryReports>(DeliveryReports.Received, reports =>
            (message, _, cancellationToken) => reports.TakeAsync(message, cancellationToken));
}

using System.Globalization;
using Azure.Messaging.ServiceBus;
using Local.ServiceBus;
using Microsoft.AspNetCore.Http;

namespace Local.Pages;

/// <summary>Shows the queues and subscriptions and puts dead letters back.</summary>
static class BusEndpoint
{
    public static IResult Show(HttpRequest request, Broker broker)
    {
        if (!request.TryReadCount("redriven", out var redriven))
        {
            return Refusal.NoSuchNumber(request, "redriven");
        }

        IReadOnlyList<(BusEntityView, IReadOnlyList<DeadLetterView>)> entities =
        [
            .. broker.Entities().Select(entity => (entity, entity.DeadLetters > 0 ? broker.DeadLetters(entity.Path) : [])),
        ];
        return new LocalPage<BusPage>(200, (nameof(BusPage.Entities), entities), (nameof(BusPage.Redriven), redriven));
    }

    public static async Task<IResult> RedriveAsync(HttpRequest request, Broker broker)
    {
        var form = await request.ReadFieldsAsync();
        var message = form["message"].ToString();
        long? number = long.TryParse(message, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        if (message.Length > 0 && number is null)
        {
            return Refuse("message", 400, "Give 'message' as a sequence number, or leave it out for all.");
        }

        try
        {
            return new SeeOther($"/local/bus?redriven={await broker.RedriveAsync(form["path"].ToString(), number)}");
        }
        catch (ServiceBusException exception) when (exception.Reason == ServiceBusFailureReason.MessagingEntityNotFound)
        {
            return Refuse("path", 404, "Give 'path' as the name of a queue, or as TOPIC/Subscriptions/SUBSCRIPTION; /local/bus lists them.");
        }

        IResult Refuse(string field, int status, string remedy) => Refusal.Of(request, status, "Nothing was put back", remedy, field);
    }
}

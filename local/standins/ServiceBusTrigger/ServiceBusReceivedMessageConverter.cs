using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Makes the message, or the array of them, from what the host hands over: the lock token and the AMQP message behind it.
/// That it is here also puts <c>supportsDeferredBinding</c> into the metadata of the functions.
/// </summary>
[SupportsDeferredBinding]
[SupportedTargetType(typeof(ServiceBusReceivedMessage))]
[SupportedTargetType(typeof(ServiceBusReceivedMessage[]))]
sealed class ServiceBusReceivedMessageConverter : IInputConverter
{
    const string Source = "AzureServiceBusReceivedMessage";
    const string ContentType = "application/octet-stream";
    const int LockTokenLength = 16;

    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) => ValueTask.FromResult(context.Source switch
    {
        ModelBindingData one => Convert(() => Read(one)),
        CollectionModelBindingData many => Convert(() => many.ModelBindingData.Select(Read).ToArray()),
        _ => ConversionResult.Unhandled(),
    });

    static ConversionResult Convert(Func<object> read)
    {
        try
        {
            return ConversionResult.Success(read());
        }
        catch (Exception e)
        {
            return ConversionResult.Failed(e);
        }
    }

    static ServiceBusReceivedMessage Read(ModelBindingData data)
    {
        if (data.Source != Source || data.ContentType != ContentType)
        {
            throw new InvalidOperationException($"No Service Bus message: {data.ContentType} from {data.Source}.");
        }

        var bytes = data.Content.ToMemory();
        return ServiceBusReceivedMessage.FromAmqpMessage(
            AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(bytes[LockTokenLength..])),
            BinaryData.FromBytes(bytes[..LockTokenLength]));
    }
}

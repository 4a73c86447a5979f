using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Local.Tables;

/// <summary>
/// Signs each try with SharedKeyLite: the date and <c>/account/path</c>, and <c>?comp=</c> where the address has it, as
/// TableSharedKeyPipelinePolicy of Azure.Data.Tables does.
/// </summary>
sealed class SharedKeyPolicy(TableSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        // The service compares the date with its own clock, so that virtual time won't do.
        var date = TimeProvider.System.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        var address = message.Request.Uri.ToUri();
        var component = address.Query.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith("comp=", StringComparison.OrdinalIgnoreCase));
        var resource = $"/{credential.AccountName}{address.AbsolutePath}{(component is null ? "" : "?" + component)}";
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {credential.AccountName}:{credential.Sign($"{date}\n{resource}")}");
    }
}

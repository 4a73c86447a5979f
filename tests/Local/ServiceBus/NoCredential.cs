using Azure.Core;

namespace MemberServices.Tests.ServiceBus;

/// <summary>The local edition asks nobody for a token.</summary>
sealed class NoCredential : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("No token was expected to be asked for.");

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("No token was expected to be asked for.");
}

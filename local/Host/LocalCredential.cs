using Azure.Core;

namespace Local.Host;

/// <summary>A credential for services that ask nobody who he is. Its token lasts: clients compare with the system's time, not the clock's.</summary>
sealed class LocalCredential : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("local", DateTimeOffset.MaxValue);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}

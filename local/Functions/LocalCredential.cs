using Azure.Core;

namespace Local.Functions;

/// <summary>A credential for services that ask nobody who he is.</summary>
sealed class LocalCredential(TimeProvider clock) : TokenCredential
{
    static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new("local", clock.GetUtcNow() + Lifetime);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}

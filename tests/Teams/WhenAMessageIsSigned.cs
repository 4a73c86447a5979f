using System.Text;
using MemberServices.Teams;
using Microsoft.Extensions.Configuration;

namespace MemberServices.Tests.Teams;

/// <summary>
/// The vectors were made by openssl 3.0: <c>printf %s "$BODY" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$(printf %s "$TOKEN"
/// | base64 -d | xxd -p -c 99) -binary | base64</c>.
/// </summary>
public sealed class WhenAMessageIsSigned
{
    const string First = "dGhlIGZpcnN0IHRlYW0gd2ViaG9vayB0b2tlbiAzMmI=", Second = "YW5vdGhlciB0b2tlbiwgYWZ0ZXIgYSByb3RhdGlvbi4=";

    const string ByFirst = "1WBtSCLRVkoiNXyuqd1Qk9kDsn0/7bcgFKSxMvCagUY=", BySecond = "7TeZL8IDPY5Sue/dVs/R3ZjrFfEm1yf5g19VwcWWic8=";

    /// <summary>With the token's text as the key, instead of what it encodes.</summary>
    const string ByTheTextOfFirst = "xC0Rqd+zwJVav0yt9cpPwV5PwMj3mfJyWXQwq1ybZNo=";

    static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """{"type":"message","id":"1485983408511","timestamp":"2026-03-02T15:00:00.123Z","text":"<at>Member services</at>&nbsp;help é","from":{"id":"29:x","name":"Sarah","aadObjectId":"00000000-0000-4000-8000-000000000001"},"conversation":{"id":"19:abc@thread.tacv2;messageid=1485983408511"}}""");

    [Theory]
    [InlineData(First, ByFirst)]
    [InlineData(Second, BySecond)]
    [InlineData($"{First} {Second}", ByFirst)]
    [InlineData($"{First},{Second}", BySecond)]
    public void By_a_key_of_ours_it_is_taken_whatever_other_keys_there_are(string keys, string signature)
    {
        Assert.True(Signature(keys).IsValid(Body, $"HMAC {signature}"));
        Assert.True(Signature(keys).IsValid(Body, $"hmac {signature} "));
    }

    [Theory]
    [InlineData(First, $"HMAC {BySecond}")]
    [InlineData(Second, $"HMAC {ByFirst}")]
    [InlineData(First, $"HMAC {ByTheTextOfFirst}")]
    [InlineData(First, ByFirst)]
    [InlineData(First, $"Bearer {ByFirst}")]
    [InlineData(First, "HMAC ")]
    [InlineData(First, "HMAC AAAA")]
    [InlineData(First, "HMAC not Base64!")]
    [InlineData(First, $"HMAC {ByFirst}{ByFirst}")]
    [InlineData(First, "")]
    [InlineData(First, null)]
    [InlineData("", $"HMAC {ByFirst}")]
    [InlineData(null, $"HMAC {ByFirst}")]
    [InlineData("@Microsoft.KeyVault(VaultName=kv;SecretName=Teams-WebhookKeys)", $"HMAC {ByFirst}")]
    public void Anything_else_is_refused(string? keys, string? header) => Assert.False(Signature(keys).IsValid(Body, header));

    [Fact]
    public void Over_an_altered_body_it_is_refused()
    {
        foreach (var at in Enumerable.Range(0, Body.Length))
        {
            var altered = Body.ToArray();
            altered[at] ^= 1;
            Assert.False(Signature(First).IsValid(altered, $"HMAC {ByFirst}"));
        }

        Assert.False(Signature(First).IsValid([.. Body, (byte)' '], $"HMAC {ByFirst}"));
        Assert.False(Signature(First).IsValid([0xEF, 0xBB, 0xBF, .. Body], $"HMAC {ByFirst}"));
    }

    /// <summary>A secret that wasn't found comes as its reference; a short one could be guessed.</summary>
    [Theory]
    [InlineData(null, false)]
    [InlineData(First, false)]
    [InlineData($"{First} c2hvcnQ=", true)]
    [InlineData("@Microsoft.KeyVault(VaultName=kv;SecretName=Teams-WebhookKeys)", true)]
    public void What_is_no_key_is_known(string? keys, bool isBroken) => Assert.Equal(isBroken, Signature(keys).IsBroken);

    static TeamsSignature Signature(string? keys) =>
        new(new ConfigurationBuilder().AddInMemoryCollection([new(TeamsSignature.Setting, keys)]).Build());
}

using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace MemberServices.Desk.SignIn;

/// <summary>Who the platform says is signed in.</summary>
/// <param name="ObjectId">The user's object id in the directory: it alone says who somebody is, since names and addresses change hands.</param>
/// <param name="Name">Shown where the directory knows nobody.</param>
public sealed record SignedIn(string ObjectId, string Name)
{
    /// <summary>What App Service's authentication adds to the requests of who is signed in, and takes away from what anybody else sends.</summary>
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    const int LongestHeader = 16 * 1024;
    const string ObjectIdentifier = "http://schemas.microsoft.com/identity/claims/objectidentifier";

    /// <summary>Who is signed in; null when nobody is, or when that can't be read.</summary>
    public static SignedIn? Of(HttpRequest request)
    {
        var header = request.Headers[Header].ToString();
        if (header.Length is 0 or > LongestHeader)
        {
            return null;
        }
        try
        {
            using var principal = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(header)));
            var claims = principal.RootElement.GetProperty("claims").EnumerateArray()
                .Select(claim => (Type: claim.GetProperty("typ").GetString(), Value: claim.GetProperty("val").GetString() ?? "")).ToList();
            string? Find(params string[] types) => claims.FirstOrDefault(claim => types.Contains(claim.Type)).Value;
            return Find(ObjectIdentifier, "oid") is { } id && Guid.TryParse(id, out _)
                ? new SignedIn(id, Find("name") ?? Find("preferred_username") ?? "Somebody")
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}

using Microsoft.AspNetCore.Http;

namespace MemberServices.Desk.SignIn;

/// <summary>
/// How staff sign in: by App Service's authentication ("Easy Auth") where the setting says that it is on. Without it anybody
/// could write the header that names who is signed in, so it isn't read.
/// </summary>
public sealed class StaffSignIn
{
    public const string Setting = "Staff:SignIn";
    public const string EasyAuth = "easyauth";

    /// <param name="setting">The setting's value: <see cref="EasyAuth"/>, or "off" or nothing.</param>
    /// <exception cref="ArgumentException">It is another.</exception>
    public StaffSignIn(string? setting) => IsOn = setting?.ToLowerInvariant() switch
    {
        EasyAuth => true,
        null or "" or "off" => false,
        _ => throw new ArgumentException($"The setting {Setting} must be '{EasyAuth}' or 'off'; got '{setting}'."),
    };

    public bool IsOn { get; }

    /// <summary>Who is signed in, or null.</summary>
    public SignedIn? WhoAsks(HttpRequest request) => IsOn ? SignedIn.Of(request) : null;

    /// <summary>Where one signs in, and comes back to what was asked for: an address of the staff's pages, whatever else the request says.</summary>
    public static string AddressFor(HttpRequest request)
    {
        var back = request.Path.StartsWithSegments(DeskRequest.Root, StringComparison.OrdinalIgnoreCase)
            ? request.Path.ToUriComponent() + request.QueryString.ToUriComponent()
            : DeskRequest.Root;
        return $"/.auth/login/aad?post_login_redirect_uri={Uri.EscapeDataString(back)}";
    }

    /// <summary>Where one signs out.</summary>
    public const string SignOutAddress = "/.auth/logout?post_logout_redirect_uri=%2F";
}

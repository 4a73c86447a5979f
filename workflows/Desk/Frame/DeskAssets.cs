using System.Security.Cryptography;
using System.Text;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Desk.Frame;

/// <summary>The two files of the staff's pages. What is in them is in their addresses, so that browsers keep them for good.</summary>
public sealed class DeskAssets
{
    const string Folder = "assets";

    readonly Dictionary<string, DeskAsset> files = new(StringComparer.OrdinalIgnoreCase);

    public DeskAssets(Stylesheet style)
    {
        StyleAddress = Add("site", "css", "text/css; charset=utf-8", style.Page + Stylesheet.Tightened(Read("desk.css")));
        ScriptAddress = Add("fresh", "js", "text/javascript; charset=utf-8", Read("fresh.js"));
    }

    public string StyleAddress { get; }

    public string ScriptAddress { get; }

    /// <summary>The file at a path behind "/staff", or null.</summary>
    public IActionResult? Find(PathString path) => files.GetValueOrDefault(path.Value ?? "");

    /// <summary>Whether such files are there: what tells nobody anything, and may be compressed.</summary>
    public static bool IsIn(PathString path) => path.StartsWithSegments($"{DeskRequest.Root}/{Folder}", StringComparison.OrdinalIgnoreCase);

    string Add(string name, string extension, string type, string text)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        var path = $"/{Folder}/{name}-{hash}.{extension}";
        files[path] = new DeskAsset(type, text);
        return DeskRequest.Root + path;
    }

    static string Read(string name)
    {
        using var stream = typeof(DeskAssets).Assembly.GetManifestResourceStream($"MemberServices.Desk.Frame.{name}")
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    sealed class DeskAsset(string type, string text) : IActionResult
    {
        public async Task ExecuteResultAsync(ActionContext context)
        {
            var response = context.HttpContext.Response;
            response.ContentType = type;
            response.Headers.CacheControl = "public, max-age=31536000, immutable";
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
            response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
            await response.WriteAsync(text);
        }
    }
}

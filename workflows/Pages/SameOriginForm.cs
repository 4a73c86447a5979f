using System.Text.Json;
using MemberServices.Fields;
using MemberServices.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace MemberServices.Pages;

/// <summary>What a page's form sent.</summary>
public sealed class PostedForm(IFormCollection fields)
{
    /// <summary>A reader of its fields.</summary>
    public FieldReader Fields => new(JsonSerializer.SerializeToElement(fields.Keys.ToDictionary(name => name, name => this[name])));

    /// <summary>The field's text, trimmed, or an empty one. Of a field that was sent twice, the first.</summary>
    public string this[string name] => fields[name] is [{ } first, ..] ? first.Trim() : "";
}

/// <summary>A form that was read, or what to answer instead.</summary>
public sealed record ReadForm(PostedForm? Form, int Status, Message? Refusal);

/// <summary>Reads the forms of this site's pages, and no others.</summary>
public sealed class SameOriginForm(SiteAddress site)
{
    /// <summary>Forms are a few short fields; the longest is a reason.</summary>
    public const int MaxBodyBytes = 32 * 1024;

    /// <summary>The form, or what to answer instead.</summary>
    public async Task<ReadForm> ReadAsync(HttpRequest request)
    {
        if (!IsFromHere(request))
        {
            return new ReadForm(null, StatusCodes.Status403Forbidden, Message.CrossSite);
        }

        if (!IsForm(request.ContentType))
        {
            return new ReadForm(null, StatusCodes.Status415UnsupportedMediaType, Message.NotAForm);
        }

        if (request.ContentLength > MaxBodyBytes)
        {
            return new ReadForm(null, StatusCodes.Status413PayloadTooLarge, Message.NotAForm);
        }

        // A body that doesn't announce its length is cut off by the server.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBodyBytes;
        }

        try
        {
            var options = new FormOptions { ValueLengthLimit = MaxBodyBytes, ValueCountLimit = 64 };
            var form = await new FormFeature(request, options).ReadFormAsync(request.HttpContext.RequestAborted);
            return new ReadForm(new PostedForm(form), StatusCodes.Status200OK, null);
        }
        catch (BadHttpRequestException e)
        {
            return new ReadForm(null, e.StatusCode, Message.NotAForm);
        }
        catch (InvalidDataException)
        {
            return new ReadForm(null, StatusCodes.Status400BadRequest, Message.NotAForm);
        }
    }

    /// <summary>
    /// Whether the browser says that the form came from this site. Because our pages send no referrer, their forms come
    /// with Origin "null"; Sec-Fetch-Site tells them from a stranger's. A client that sends neither is no browser and
    /// has nobody to be tricked.
    /// </summary>
    public bool IsFromHere(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        var fetchSite = request.Headers["Sec-Fetch-Site"].ToString();
        return fetchSite switch
        {
            "same-origin" => origin is "" or "null" || IsOurs(origin, request),
            "none" or "" => origin is "" || IsOurs(origin, request),
            _ => false,
        };
    }

    // Browsers send a form in the page's encoding, which is UTF-8, and don't say so.
    static bool IsForm(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    bool IsOurs(string origin, HttpRequest request) =>
        string.Equals(origin, site.Base.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)
        || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}

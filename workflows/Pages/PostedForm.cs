using System.Text.Json;
using MemberServices.Fields;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace MemberServices.Pages;

/// <summary>What a page's form sent.</summary>
public sealed class PostedForm(IFormCollection fields)
{
    /// <summary>Forms are a few short fields; the longest is a reason.</summary>
    public const int MaxBodyBytes = 32 * 1024;

    /// <summary>The form, or what to answer instead.</summary>
    public static async Task<ReadForm> ReadAsync(HttpRequest request)
    {
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

    // Browsers send a form in the page's encoding, which is UTF-8, and don't say so.
    static bool IsForm(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>A reader of its fields.</summary>
    public FieldReader Fields => new(JsonSerializer.SerializeToElement(fields.Keys.ToDictionary(name => name, name => this[name])));

    /// <summary>Whether the form has the field, be it empty.</summary>
    public bool Has(string name) => fields.ContainsKey(name);

    /// <summary>The field's text, trimmed, or an empty one. Of a field that was sent twice, the first.</summary>
    public string this[string name] => fields[name] is [{ } first, ..] ? first.Trim() : "";
}

/// <summary>A form that was read, or what to answer instead.</summary>
public sealed record ReadForm(PostedForm? Form, int Status, Message? Refusal);

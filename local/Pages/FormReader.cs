using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Local.Pages;

static class FormReader
{
    /// <summary>The fields of a form; none when it is no form or can't be read, so that the caller says which one is missing.</summary>
    /// <exception cref="BadHttpRequestException">It is too large.</exception>
    public static async Task<IFormCollection> ReadFieldsAsync(this HttpRequest request)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty;
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException or IOException && !exception.IsTooLarge)
        {
            return FormCollection.Empty;
        }
    }

    /// <summary>A count in the address: null where there is none.</summary>
    /// <returns>Whether it is one, if it is there.</returns>
    public static bool TryReadCount(this HttpRequest request, string name, out int? count)
    {
        count = null;
        if (!request.Query.TryGetValue(name, out var text))
        {
            return true;
        }

        var isCount = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed);
        count = parsed;
        return isCount;
    }

    extension(Exception exception)
    {
        /// <summary>Whether a body is larger than the server takes.</summary>
        public bool IsTooLarge => exception is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge };
    }
}

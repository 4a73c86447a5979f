using Microsoft.AspNetCore.Http;

namespace Local.Pages;

static class FormReader
{
    /// <summary>The fields of a form; none when it is no form or can't be read, so that the caller says which one is missing.</summary>
    public static async Task<IFormCollection> ReadFieldsAsync(this HttpRequest request)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty;
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException or IOException)
        {
            return FormCollection.Empty;
        }
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Local.Host;
using Microsoft.AspNetCore.Http;

namespace Local.Pages;

/// <summary>In place of a trainer: records over the API, as a system of the desk's would, that the next item of a checklist is done.</summary>
static class ChecklistEndpoint
{
    const string Trainer = "omar.haddad@lakeshore-mls.example";

    public static async Task<IResult> CompleteAsync(HttpRequest request, DataFolder folder)
    {
        var number = (await request.ReadFieldsAsync())["case"].ToString();
        using var api = new HttpClient { BaseAddress = new Uri($"{request.Scheme}://{request.Host}") };
        api.DefaultRequestHeaders.Add("x-functions-key", folder.Key);
        var path = $"/api/enrollments/{Uri.EscapeDataString(number)}";
        if (await NextAsync(api, number, path, request.HttpContext.RequestAborted) is not { } item)
        {
            return Refusal.Of(
                request, StatusCodes.Status404NotFound, "Nothing was recorded", "Give 'case' as the number of an enrollment whose checklist has an open item; /local leads there.", "case");
        }

        using var answer = await api.PostAsJsonAsync($"{path}/checklist/{item}/complete", new { by = Trainer }, request.HttpContext.RequestAborted);
        return answer.IsSuccessStatusCode
            ? new SeeOther("/local")
            : Refusal.Of(request, (int)answer.StatusCode, "Nothing was recorded", "Look at the enrollment: it may have ended, or somebody was faster.");
    }

    /// <summary>The first open item, those that are mandatory before the others; null: there is none.</summary>
    static async Task<string?> NextAsync(HttpClient api, string number, string path, CancellationToken cancellationToken)
    {
        using var read = number.Length == 0 ? null : await api.GetAsync(path, cancellationToken);
        if (read is not { IsSuccessStatusCode: true }
            || (await read.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("checklist") is not { ValueKind: JsonValueKind.Object } checklist)
        {
            return null;
        }

        return checklist.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("status").GetString() == "open")
            .OrderByDescending(item => item.GetProperty("isMandatory").GetBoolean()).Select(item => item.GetProperty("id").GetString()).FirstOrDefault();
    }
}

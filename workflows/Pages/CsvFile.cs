using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Pages;

/// <summary>A table for a spreadsheet, as a file.</summary>
/// <param name="name">The file's name.</param>
/// <param name="csv">Its text.</param>
public sealed class CsvFile(string name, string csv) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename={name}";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        await response.WriteAsync(csv, Encoding.UTF8);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Requests;

/// <summary>Tells programs, and who writes them, what there is to ask for.</summary>
public sealed class ApiDocumentFunction(ApiDocument document)
{
    [Function("ReadApiDocument")]
    public IActionResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ApiDocument.Path)] HttpRequest request) =>
        new JsonResult(document.Json);
}

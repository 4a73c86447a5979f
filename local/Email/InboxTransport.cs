using System.Net;
using System.Net.Http.Json;
using Azure.Core.Pipeline;

namespace Local.Email;

/// <summary>Takes the requests of email clients to the inbox, and answers as the email service would.</summary>
sealed class InboxTransport(LocalMachine machine) : HttpClientTransport(new Handler(machine.Part<Inbox>()))
{
    sealed class Handler(Inbox inbox) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var fault = inbox.Faults.Take(request);
            if (fault?.Status is { } status)
            {
                return Refusal((HttpStatusCode)status, fault.Code ?? ((HttpStatusCode)status).ToString(), "A fault was planned here.", fault.RetryAfter);
            }

            var answer = request.Method == HttpMethod.Post
                ? await SendMailAsync(request, cancellationToken)
                : Status(request);
            return fault is null ? answer : throw Fault.Lost();
        }

        async Task<HttpResponseMessage> SendMailAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var id = Guid.Parse(request.Headers.GetValues("Operation-Id").Single());
            var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            return await inbox.ReceiveAsync(id, body) switch
            {
                Receipt.Accepted => Accepted(request, id),
                Receipt.Throttled throttled => Refusal(
                    HttpStatusCode.TooManyRequests, "TooManyRequests", "The sending quota is used up.", throttled.RetryAfter),
                Receipt.Refused refused => Refusal(HttpStatusCode.BadRequest, "BadRequest", refused.Reason),
                var other => throw new NotSupportedException($"{other}"),
            };
        }

        static HttpResponseMessage Accepted(HttpRequestMessage request, Guid id)
        {
            var answer = Json(HttpStatusCode.Accepted, new { id, status = "Running" });
            answer.Headers.Add("Operation-Location", $"{request.RequestUri!.GetLeftPart(UriPartial.Authority)}/emails/operations/{id}");
            answer.Headers.Add("Retry-After", "30");
            return answer;
        }

        HttpResponseMessage Status(HttpRequestMessage request)
        {
            var id = request.RequestUri!.Segments[^1];
            return inbox.Find(id) is null
                ? Refusal(HttpStatusCode.NotFound, "NotFound", "There is no send operation with this id.")
                : Json(HttpStatusCode.OK, new { id, status = "Succeeded" });
        }

        static HttpResponseMessage Refusal(HttpStatusCode status, string code, string message, TimeSpan? retryAfter = null)
        {
            var answer = Json(status, new { error = new { code, message } });
            answer.Headers.Add("x-ms-error-code", code);
            if (retryAfter is { } wait)
            {
                answer.Headers.Add("Retry-After", $"{Math.Ceiling(wait.TotalSeconds):0}");
            }

            return answer;
        }

        static HttpResponseMessage Json(HttpStatusCode status, object body) => new(status) { Content = JsonContent.Create(body) };
    }
}

/// <summary>What became of a mail that was handed over.</summary>
abstract record Receipt
{
    public sealed record Accepted(bool IsNew) : Receipt;

    public sealed record Throttled(TimeSpan RetryAfter) : Receipt;

    public sealed record Refused(string Reason) : Receipt;
}

using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace MemberServices.Tests.Tables;

public sealed class WhenTablesAreAskedOverRest
{
    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("AccountName=mls;AccountKey=a2V5", "https://mls.table.core.windows.net/", "mls")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=mls;AccountKey=a2V5;EndpointSuffix=example.org", "https://mls.table.example.org/", "mls")]
    [InlineData("AccountName=mls;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:1234/mls", "http://127.0.0.1:1234/mls", "mls")]
    public void A_connection_string_says_where(string text, string address, string account)
    {
        var service = new TableServiceClient(text);
        Assert.Equal((address, account), (service.Uri.AbsoluteUri, service.AccountName));
        Assert.Equal(address.TrimEnd('/') + "/Offices", service.GetTableClient("Offices").Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AccountName=mls")]
    [InlineData("nonsense")]
    public void One_that_says_nothing_is_refused(string text) =>
        Assert.ThrowsAny<Exception>(() => new TableServiceClient(text));

    [Fact]
    public async Task A_token_is_sent_and_an_overloaded_service_is_asked_again()
    {
        var service = new Answers(HttpStatusCode.ServiceUnavailable, HttpStatusCode.InternalServerError, HttpStatusCode.NoContent);
        var table = Table("https://mls.table.core.windows.net", service);
        var response = await table.UpsertEntityAsync(new TableEntity("p", "O'Brien #1") { ["N"] = 1 }, TableUpdateMode.Replace);
        Assert.Equal((204, 3), (response.Status, service.Requests.Count));
        Assert.All(service.Requests, request => Assert.Equal("Bearer secret", $"{request.Headers.Authorization}"));
        Assert.Equal(
            "PUT https://mls.table.core.windows.net/Offices(PartitionKey='p',RowKey='O%27%27Brien%20%231')",
            $"{service.Requests[0].Method} {service.Requests[0].RequestUri!.AbsoluteUri}");
    }

    [Fact]
    public async Task A_token_is_not_sent_in_the_clear()
    {
        var service = new Answers(HttpStatusCode.NoContent);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Table("http://tables.example.org/mls", service).CreateAsync());
        Assert.Empty(service.Requests);
    }

    static TableClient Table(string address, Answers service) =>
        new(new Uri(address), "Offices", new Secret(), new TableClientOptions
        {
            Transport = new HttpClientTransport(service),
            Retry = { Delay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero },
        });

    sealed class Secret : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Assert.Equal(["https://storage.azure.com/.default"], requestContext.Scopes);
            return new AccessToken("secret", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }

    sealed class Answers(params HttpStatusCode[] statuses) : HttpMessageHandler
    {
        public List<HttpRequestMessage> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return Task.FromResult(new HttpResponseMessage(statuses[Requests.Count - 1]));
        }
    }
}

using System.IO.Compression;

namespace MemberServices.Tests.Requests;

public sealed class WhenAnAnswerIsCompressed : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Theory]
    [InlineData("/enroll", "br", "br")]
    [InlineData("/enroll", "gzip", "gzip")]
    [InlineData("/enroll", "gzip, deflate, br, zstd", "br")]
    [InlineData("/openapi.json", "br", "br")]
    [InlineData("/enrollments/unknown", "br", "br")]
    [InlineData("/enroll", null, null)]
    [InlineData("/enroll", "identity", null)]
    [InlineData("/enroll", "zstd", null)]
    public async Task It_is_so_in_a_way_that_the_client_takes(string path, string? accepted, string? encoding)
    {
        using var answer = await Asks(path, accepted);

        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal(accepted is not null, answer.Headers.Vary.Contains("Accept-Encoding"));
        var plain = await mls.Http.GetStringAsync(path == "/enrollments/unknown" ? "/openapi.json" : path, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(encoding is null || body.Length < plain.Length / 2, $"{body.Length} of {plain.Length}");
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task It_says_the_same(string encoding)
    {
        var plain = await mls.Http.GetByteArrayAsync("/openapi.json", TestContext.Current.CancellationToken);
        using var answer = await Asks("/openapi.json", encoding);
        await using var packed = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using Stream open = encoding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        using var body = new MemoryStream();
        await open.CopyToAsync(body, TestContext.Current.CancellationToken);

        Assert.Equal(plain, body.ToArray());
    }

    async Task<HttpResponseMessage> Asks(string path, string? accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        return await mls.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}

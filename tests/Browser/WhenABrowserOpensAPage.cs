namespace MemberServices.Tests.Browser;

public sealed class WhenABrowserOpensAPage(Chromium chromium)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task It_runs_its_scripts_at_the_asked_width(int width)
    {
        var page = await chromium.OpenAsync(width);
        await page.GotoAsync("data:text/html,<h1>?</h1><script>document.querySelector('h1').textContent = innerWidth</script>");
        Assert.Equal($"{width}", await page.Locator("h1").TextContentAsync());
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task It_runs_no_scripts_where_they_are_switched_off()
    {
        var page = await chromium.OpenAsync(javaScript: false);
        await page.GotoAsync("data:text/html,<h1>plain</h1><script>document.querySelector('h1').textContent = 'script'</script>");
        Assert.Equal("plain", await page.Locator("h1").TextContentAsync());
        await page.Context.DisposeAsync();
    }
}

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Local.Teams;
using Microsoft.AspNetCore.Http;

namespace Local.Pages;

/// <summary>Shows the channels, and sends what somebody writes there to the app as Teams does: signed, over HTTP.</summary>
static class TeamsEndpoint
{
    const int LongestText = 8000;

    static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public static IResult Show(HttpRequest request, LocalMachine machine)
    {
        var channel = request.Query["channel"].ToString();
        return channel.Length > 0 && channel != LocalTeams.Conversation && !LocalTeams.Channels.Contains(channel)
            ? Refusal.Of(request, StatusCodes.Status404NotFound, "There is no such channel", "/local/teams has all of them.", "channel")
            : Page(200, machine, channel.Length > 0 ? channel : null, request.Query["person"], "", null);
    }

    public static async Task<IResult> WriteAsync(HttpRequest request, LocalMachine machine)
    {
        var form = await request.ReadFieldsAsync();
        var (text, teams) = (form["text"].ToString().Trim(), machine.Part<LocalTeams>());
        if (teams.People.FirstOrDefault(each => each.Id == form["person"]) is not { } person)
        {
            return Wrong("person", "Choose who writes.");
        }
        if (text.Length is 0 or > LongestText)
        {
            return Wrong("text", text.Length == 0 ? "Write a command, such as help." : $"Write at most {LongestText:N0} characters.");
        }

        await teams.AddAsync(LocalTeams.Conversation, person.Name, text, null);
        var (status, answer) = await SendAsync(request, machine, person, text);
        await teams.AddAsync(LocalTeams.Conversation, "", answer is null ? $"The app answered {status}: Teams shows that there was a problem." : "", answer);
        return new SeeOther($"/local/teams?person={person.Id}");

        IResult Wrong(string field, string remedy) => request.WantsPage
            ? Page(400, machine, null, form["person"], text, (field, remedy))
            : Refusal.Problem(400, "Nothing was sent", remedy, field);
    }

    static async Task<(int Status, string? Card)> SendAsync(HttpRequest request, LocalMachine machine, ChannelPerson person, string text)
    {
        var now = machine.Clock.GetUtcNow();
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = "message",
            id = Guid.NewGuid().ToString("N"),
            timestamp = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            text = $"<p><at>Member services</at>&nbsp;{WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal)}</p>",
            from = new { id = $"29:{person.Id}", name = person.Name, aadObjectId = person.Id },
            conversation = new { id = "19:local@thread.tacv2" },
        });
        using var message = new HttpRequestMessage(HttpMethod.Post, $"{request.Scheme}://{request.Host}/teams") { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        message.Headers.TryAddWithoutValidation("Authorization", machine.Part<LocalTeams>().Sign(body));
        using var answer = await Client.SendAsync(message, request.HttpContext.RequestAborted);
        if (!answer.IsSuccessStatusCode)
        {
            return ((int)answer.StatusCode, null);
        }

        using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(request.HttpContext.RequestAborted));
        return ((int)answer.StatusCode, LocalTeams.CardIn(json.RootElement));
    }

    static LocalPage<TeamsPage> Page(int status, LocalMachine machine, string? channel, string? person, string text, (string Field, string Remedy)? error)
    {
        var teams = machine.Part<LocalTeams>();
        return new(
            status,
            (nameof(TeamsPage.Channel), channel),
            (nameof(TeamsPage.Posts), teams.Newest(channel, TeamsPage.Most)),
            (nameof(TeamsPage.People), teams.People),
            (nameof(TeamsPage.Person), person),
            (nameof(TeamsPage.Text), text),
            (nameof(TeamsPage.Error), error));
    }
}

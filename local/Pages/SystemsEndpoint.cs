using System.Globalization;
using Local.Systems;
using Microsoft.AspNetCore.Http;

namespace Local.Pages;

/// <summary>Shows what other systems were asked, and lets them answer.</summary>
static class SystemsEndpoint
{
    public static IResult Show(LocalMachine machine)
    {
        var systems = machine.Part<Counterparts>();
        return new LocalPage<SystemsPage>(
            200,
            (nameof(SystemsPage.Systems), (IReadOnlyList<(Counterpart, Behavior)>)[.. Counterpart.All.Select(each => (each, systems[each.Id]))]),
            (nameof(SystemsPage.Requests), systems.Requests()),
            (nameof(SystemsPage.AnswersAfter), systems.AnswersAfter),
            (nameof(SystemsPage.Now), machine.Clock.GetUtcNow()));
    }

    public static async Task<IResult> ActAsync(HttpRequest request, LocalMachine machine)
    {
        var (systems, form) = (machine.Part<Counterparts>(), await request.ReadFieldsAsync());
        var (wanted, number) = (form["do"].ToString(), form["request"].ToString());
        Behavior? behavior = wanted switch
        {
            "answer" => Behavior.Answers,
            "refuse" => Behavior.Refuses,
            "silence" => Behavior.IsSilent,
            _ => null,
        };
        if (wanted == "attended")
        {
            var (who, attended) = (form["who"].ToString().Trim(), form["class"].ToString().Trim());
            if (who.Length == 0 || attended.Length == 0)
            {
                return Refuse("who", 400, "Give 'who' as a case's number or a member's key, and 'class' as the class's id.");
            }

            await systems.AttendAsync(who, attended);
            return new SeeOther("/local/systems");
        }

        if (wanted is "ended" or "key")
        {
            return await PhoneAsync();
        }

        if (form["system"].ToString() is { Length: > 0 } system)
        {
            if (behavior is null || !Counterpart.All.Any(each => each.Id == system))
            {
                return Refuse("system", 400, "Give 'system' as finance, vendor or lockbox, and 'do' as answer, refuse or silence.");
            }

            systems[system] = behavior.Value;
            return new SeeOther("/local/systems");
        }

        if (behavior is null && wanted != "again")
        {
            return Refuse("do", 400, "Give 'do' as answer, refuse, silence, again, attended, ended or key.");
        }

        if (!long.TryParse(number, CultureInfo.InvariantCulture, out var parsed))
        {
            return Refuse("request", 400, "Give 'request' as the number of what was asked; /local/systems lists them.");
        }

        return await (behavior is { } with ? systems.AnswerAsync(parsed, with) : systems.RepeatAsync(parsed))
            ? new SeeOther("/local/systems")
            : Refuse("request", 404, "No such request waits or was answered; /local/systems lists them.");

        async Task<IResult> PhoneAsync()
        {
            string Field(string name) => form[name].ToString().Trim();
            var (call, who, by) = (Field("call"), Field("who"), Field("by"));
            if (call.Length == 0)
            {
                return Refuse("call", 400, "Give 'call' as the phone system's id of the call.");
            }

            if (wanted == "ended")
            {
                if (Field("outcome") is not ("answered" or "abandoned"))
                {
                    return Refuse("outcome", 400, "Give 'outcome' as answered or abandoned.");
                }

                await systems.HangUpAsync(call, Field("outcome"), who, by, Field("ticket"));
                return new SeeOther("/local/systems");
            }

            if (who.Length == 0 || !int.TryParse(Field("satisfaction"), NumberStyles.None, CultureInfo.InvariantCulture, out var pressed) || pressed is < 1 or > 5)
            {
                return Refuse("satisfaction", 400, "Give 'who' as a member's key, and 'satisfaction' as a key from 1 to 5.");
            }

            await systems.PressKeyAsync(call, who, by, pressed);
            return new SeeOther("/local/systems");
        }

        IResult Refuse(string field, int status, string remedy) => Refusal.Of(request, status, "Nothing was answered", remedy, field);
    }
}

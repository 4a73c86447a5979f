using System.Globalization;

namespace MemberServices.Tests.Killed;

/// <summary>What the processes said before they were killed, kept outside of them; and what contradicts it.</summary>
sealed class Ledger
{
    readonly Lock gate = new();
    readonly Dictionary<string, HashSet<string>> said = [];
    readonly Dictionary<string, string> numbers = [];
    readonly Dictionary<string, int> states = [];
    readonly Dictionary<string, int> turns = [];
    readonly List<string> wrong = [];

    /// <summary>Contradictions: something happened again that was over, too early, or in another order.</summary>
    public IReadOnlyList<string> Wrong => wrong;

    /// <summary>The ids of which that was said.</summary>
    public IReadOnlySet<string> Of(string what) => said.GetValueOrDefault(what) ?? [];

    public void Note(string what, string id)
    {
        lock (gate)
        {
            var value = "";
            if (id.Split('#') is [var before, var after])
            {
                (id, value) = (before, after);
            }

            switch (what)
            {
                case "got":
                    CheckMessage(id, value);
                    break;
                case "early":
                    Check(false, $"message {id} was delivered before its time");
                    break;
                case "kept":
                    states[id] = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "read":
                    Check(
                        states.GetValueOrDefault(id, -1) is var kept && int.Parse(value, CultureInfo.InvariantCulture) is var read && read >= kept && read <= kept + 1,
                        $"session {id} has the state {value} after {states.GetValueOrDefault(id, -1)} was kept");
                    break;
                case "did":
                    Check(!Of("ended").Contains(id), $"an activity of {id} ran after its end");
                    break;
            }

            (said.TryGetValue(what, out var ids) ? ids : said[what] = []).Add(id);
        }
    }

    void CheckMessage(string id, string number)
    {
        Check(!Of("completed").Contains(id), $"message {id} was delivered after it was completed");
        Check(!Of("canceled").Contains(id), $"message {id} was delivered after it was canceled");
        Check(numbers.TryAdd(id, number) || numbers[id] == number, $"message {id} was stored twice");
        if (id.Split('/') is [_, var session, var turn])
        {
            var now = int.Parse(turn, CultureInfo.InvariantCulture);
            var last = turns.GetValueOrDefault(session, -1);
            Check(now == last || now == last + 1, $"message {id} was delivered after number {last}");
            turns[session] = now;
        }
    }

    void Check(bool right, string text)
    {
        if (!right)
        {
            wrong.Add(text);
        }
    }
}

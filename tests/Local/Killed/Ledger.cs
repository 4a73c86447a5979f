namespace MemberServices.Tests.Killed;

/// <summary>What the processes said before they were killed, kept outside of them; and what contradicts it.</summary>
sealed class Ledger
{
    readonly Lock gate = new();
    readonly Dictionary<string, HashSet<string>> said = [];
    readonly Dictionary<string, string> numbers = [];
    readonly List<string> wrong = [];

    /// <summary>Contradictions: something happened again that was over.</summary>
    public IReadOnlyList<string> Wrong => wrong;

    /// <summary>The ids of which that was said.</summary>
    public IReadOnlySet<string> Of(string what) => said.GetValueOrDefault(what) ?? [];

    public void Note(string what, string id)
    {
        lock (gate)
        {
            if (what == "got")
            {
                (id, var number) = (id.Split('#')[0], id.Split('#')[1]);
                Check(!Of("completed").Contains(id), $"message {id} was delivered after it was completed");
                Check(numbers.TryAdd(id, number) || numbers[id] == number, $"message {id} was stored twice");
            }

            Check(what != "did" || !Of("ended").Contains(id), $"an activity of {id} ran after its end");
            (said.TryGetValue(what, out var ids) ? ids : said[what] = []).Add(id);
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

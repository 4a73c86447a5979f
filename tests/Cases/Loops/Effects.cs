namespace MemberServices.Tests.Cases;

/// <summary>What activities did outside, each under its key: a repeat must say the same.</summary>
sealed class Effects
{
    readonly Lock gate = new();
    readonly Dictionary<string, string> first = [];
    readonly Dictionary<string, int> times = [];
    readonly List<string> wrong = [];

    /// <summary>Repeats that said something else.</summary>
    public IReadOnlyList<string> Wrong => wrong;

    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (gate)
            {
                return [.. first.Keys.Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>How often the one that was done most often was.</summary>
    public int Most
    {
        get
        {
            lock (gate)
            {
                return times.Values.Prepend(0).Max();
            }
        }
    }

    public string this[string key]
    {
        get
        {
            lock (gate)
            {
                return first[key];
            }
        }
    }

    public bool Has(string key)
    {
        lock (gate)
        {
            return first.ContainsKey(key);
        }
    }

    public void Do(string key, string what)
    {
        lock (gate)
        {
            times[key] = times.GetValueOrDefault(key) + 1;
            if (!first.TryAdd(key, what) && first[key] != what)
            {
                wrong.Add($"{key}: first {first[key]}, then {what}");
            }
        }
    }
}

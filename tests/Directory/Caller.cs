namespace MemberServices.Tests.Directory;

/// <summary>Somebody whose calls the test decides about.</summary>
/// <param name="meets">What becomes of a call such as <c>GET /v1.0/users</c>.</param>
sealed class Caller(Func<string, Task<Fate>> meets)
{
    static readonly AsyncLocal<Caller?> Current = new();

    readonly Func<string, Task<Fate>> meets = meets;
    bool isDead;

    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        Current.Value = this;
        return await work();
    }

    /// <summary>Carries out a call of whoever calls now; of nobody in particular, as it is.</summary>
    public static async Task<T> CallAsync<T>(string call, Func<Task<T>> send, Func<Fate, Exception> fault)
    {
        if (Current.Value is not { } caller)
        {
            return await send();
        }

        var fate = caller.isDead ? Fate.KillsBefore : await caller.meets(call);
        caller.isDead |= fate is Fate.KillsBefore or Fate.KillsAfter;
        switch (fate)
        {
            case Fate.KillsBefore:
                throw new KilledException();
            case Fate.Fails or Fate.IsRefused:
                throw fault(fate);
        }

        var answer = await send();
        return fate switch
        {
            Fate.KillsAfter => throw new KilledException(),
            Fate.IsLost => throw fault(fate),
            _ => answer,
        };
    }
}

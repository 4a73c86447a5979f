namespace MemberServices.Tests.Directory;

/// <summary>
/// Several callers at once, whose calls go through one at a time, in an order that a seed gives: in turn, or many of one in
/// a row, so that another's whole work fits in between two calls.
/// </summary>
static class Interleaving
{
    /// <param name="works">What each does. It throws nothing.</param>
    /// <param name="random">Whose turn it is.</param>
    /// <param name="fate">What becomes of a call.</param>
    public static async Task RunAsync(IEnumerable<Func<Task<bool>>> works, Random random, Func<string, Fate> fate)
    {
        var lanes = works.Select(work => new Lane(work)).ToList();
        Lane? last = null;
        var stays = random.GetItems([2, 8, 32], 1)[0];
        while (true)
        {
            await Task.WhenAll(lanes.Select(lane => Task.WhenAny(lane.Waits, lane.Done)));
            var waiting = lanes.Where(lane => !lane.Done.IsCompleted).ToList();
            if (waiting.Count == 0)
            {
                break;
            }

            var next = last is not null && waiting.Contains(last) && random.Next(stays) > 0 ? last : waiting[random.Next(waiting.Count)];
            last = next;
            next.Go(fate(await next.Waits));
        }

        await Task.WhenAll(lanes.Select(lane => lane.Done));
    }

    sealed class Lane
    {
        TaskCompletionSource<string> waits = New<string>();
        TaskCompletionSource<Fate> go = New<Fate>();

        public Lane(Func<Task<bool>> work) => Done = Task.Run(() => new Caller(MeetsAsync).RunAsync(work));

        public Task Done { get; }

        /// <summary>The call that it wants to make.</summary>
        public Task<string> Waits => waits.Task;

        public void Go(Fate fate)
        {
            waits = New<string>();
            go.SetResult(fate);
        }

        Task<Fate> MeetsAsync(string call)
        {
            go = New<Fate>();
            waits.SetResult(call);
            return go.Task;
        }

        static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

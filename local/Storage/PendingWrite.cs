namespace Local;

/// <summary>Somebody's write, from the call to its commit.</summary>
abstract class PendingWrite
{
    public abstract void Run(DatabaseSession session);

    public abstract void Fail(Exception exception);

    public abstract void Finish();
}

sealed class PendingWrite<T>(Func<DatabaseSession, T> work, Action<T>? committed) : PendingWrite
{
    readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    T result = default!;
    Exception? failure;

    public Task<T> Task => completion.Task;

    public override void Run(DatabaseSession session) => result = work(session);

    public override void Fail(Exception exception) => failure = exception;

    public override void Finish()
    {
        if (failure is not null)
        {
            completion.SetException(failure);
            return;
        }

        try
        {
            committed?.Invoke(result);
            completion.SetResult(result);
        }
        catch (Exception exception)
        {
            completion.SetException(exception);
        }
    }
}

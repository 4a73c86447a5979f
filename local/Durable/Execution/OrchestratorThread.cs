namespace Local.Durable;

/// <summary>
/// Runs continuations of an orchestrator at once, on the thread that completed what they waited for: replay is one
/// synchronous pass. A continuation that another thread posts (code that awaits something that isn't durable) runs over
/// there, where the context refuses to serve it.
/// </summary>
sealed class OrchestratorThread : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => Send(d, state);

    public override void Send(SendOrPostCallback d, object? state)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            d(state);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override SynchronizationContext CreateCopy() => this;
}

using Microsoft.Azure.Functions.Worker.Middleware;

namespace Local.Functions;

/// <summary>The app's middleware, and the time a run may take.</summary>
sealed class AppPipeline(TimeSpan functionTimeout)
{
    readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware = [];

    public TimeSpan FunctionTimeout => functionTimeout;

    public void Add(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> next) => middleware.Add(next);

    /// <summary>The middleware around a function; the first added is outermost.</summary>
    public FunctionExecutionDelegate Around(FunctionExecutionDelegate function) =>
        Enumerable.Reverse(middleware).Aggregate(function, (rest, next) => next(rest));
}

using System.Reflection;

namespace Local.Host;

/// <summary>Awaits what a method returned, whatever kind of task it is.</summary>
static class Completion
{
    static readonly Task<object?> Nothing = Task.FromResult<object?>(null);

    /// <param name="type">The method's return type.</param>
    public static Func<object?, Task<object?>> Of(Type type)
    {
        if (type == typeof(void))
        {
            return _ => Nothing;
        }

        if (type == typeof(Task))
        {
            return returned => WaitAsync((Task)returned!);
        }

        if (type == typeof(ValueTask))
        {
            return returned => WaitAsync(((ValueTask)returned!).AsTask());
        }

        return Result(type) == type ? returned => Task.FromResult(returned) : Typed(type);
    }

    /// <summary>The type of the result itself; void for a task without one.</summary>
    public static Type Result(Type type)
    {
        if (type == typeof(Task) || type == typeof(ValueTask))
        {
            return typeof(void);
        }

        return type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
    }

    static Func<object?, Task<object?>> Typed(Type type)
    {
        var name = type.GetGenericTypeDefinition() == typeof(Task<>) ? nameof(TaskAsync) : nameof(ValueTaskAsync);
        return typeof(Completion).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(Result(type))
            .CreateDelegate<Func<object?, Task<object?>>>();
    }

    static async Task<object?> WaitAsync(Task task)
    {
        await task;
        return null;
    }

    static async Task<object?> TaskAsync<T>(object? returned) => await (Task<T>)returned!;

    static async Task<object?> ValueTaskAsync<T>(object? returned) => await (ValueTask<T>)returned!;
}

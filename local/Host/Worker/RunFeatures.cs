using System.Collections;
using Microsoft.Azure.Functions.Worker;

namespace Local.Host;

/// <summary>What middleware and the worker attach to a run.</summary>
sealed class RunFeatures : IInvocationFeatures
{
    readonly Dictionary<Type, object> features = [];

    public void Set<T>(T instance) => features[typeof(T)] = instance!;

    /// <summary>For a type that can't be named here.</summary>
    public void Set(Type type, object instance) => features[type] = instance;

    public T? Get<T>() => features.TryGetValue(typeof(T), out var found) ? (T)found : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

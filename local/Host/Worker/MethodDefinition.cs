using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;

namespace Local.Host;

/// <summary>What the worker is told of a function when it is loaded.</summary>
sealed class MethodDefinition(FunctionMethod function) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. function.Method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];

    public override string PathToAssembly => function.Method.DeclaringType!.Assembly.Location;

    public override string EntryPoint => function.EntryPoint;

    public override string Id => function.Name;

    public override string Name => function.Name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        ImmutableDictionary<string, BindingMetadata>.Empty.Add(function.TriggerParameter.Name!, new TriggerMetadata(function));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } = ImmutableDictionary<string, BindingMetadata>.Empty;

    /// <summary>The attribute's name as the host writes it: <c>httpTrigger</c>.</summary>
    public static string NameOf(Attribute trigger)
    {
        var name = trigger.GetType().Name;
        return char.ToLowerInvariant(name[0]) + name[1..^nameof(Attribute).Length];
    }

    sealed class TriggerMetadata(FunctionMethod function) : BindingMetadata
    {
        public override string Name => function.TriggerParameter.Name!;

        public override string Type { get; } = NameOf(function.Trigger);

        public override BindingDirection Direction => BindingDirection.In;
    }
}

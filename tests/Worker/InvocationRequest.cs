using System.Diagnostics;

namespace MemberServices.Tests.Worker.Messages;

sealed partial class InvocationRequest
{
    /// <summary>A new invocation with what each one has.</summary>
    public static InvocationRequest Of(string functionId) => new()
    {
        InvocationId = Guid.NewGuid().ToString(),
        FunctionId = functionId,
        TraceContext = new RpcTraceContext { TraceParent = $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01" },
    };
}

using MemberServices.Cases;

namespace MemberServices.Onboarding.Provisioning;

/// <summary>Something that a target was asked for, as a case's log has it.</summary>
/// <param name="Type">The event that asks: one of <see cref="ProvisioningTargets"/>.</param>
/// <param name="Step">Which step asked; after the case's end, the one that would have followed.</param>
/// <param name="Target">The target's id.</param>
public sealed record TargetRequest(string Type, int Step, string Target)
{
    /// <summary>The entry's kind.</summary>
    public const string Kind = "target-asked";
}

/// <summary>What a target answered.</summary>
/// <param name="Request">The number of the request's entry.</param>
/// <param name="IsDone">Whether it did it.</param>
/// <param name="MemberMlsId">What it calls the member; or null.</param>
/// <param name="Reason">Why it didn't, for staff; or null.</param>
public sealed record TargetAnswer(int Request, bool IsDone, string? MemberMlsId = null, string? Reason = null)
{
    /// <summary>The entry's kind.</summary>
    public const string Kind = "target-answered";
}

/// <summary>A request with the answer that counts.</summary>
/// <param name="Number">The request's entry: answers may repeat it as <c>request</c>.</param>
/// <param name="Type">What was asked for.</param>
/// <param name="Step">Which step asked.</param>
/// <param name="Target">The target's id.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Answer">The first that says it is done, else the newest refusal; null: silence.</param>
public sealed record AskedTarget(int Number, string Type, int Step, string Target, DateTimeOffset AskedAt, TargetAnswer? Answer)
{
    public bool IsDone => Answer is { IsDone: true };
}

/// <summary>The fold of what targets were asked and answered.</summary>
public static class TargetLog
{
    extension(EnrollmentRecord record)
    {
        /// <summary>The systems in which the member is set up, in the order in which they are asked.</summary>
        public IReadOnlyList<ProvisioningTarget> Targets => record.Opened.Targets ?? [];

        /// <summary>Every request, in order.</summary>
        public IReadOnlyList<AskedTarget> AskedTargets()
        {
            var answers = record.Entries.Where(entry => entry.Kind == TargetAnswer.Kind).Select(entry => entry.Read<TargetAnswer>()).ToLookup(answer => answer.Request);
            return
            [
                .. from entry in record.Entries
                   where entry.Kind == TargetRequest.Kind
                   let asked = entry.Read<TargetRequest>()
                   let said = answers[entry.Number]
                   select new AskedTarget(entry.Number, asked.Type, asked.Step, asked.Target, entry.At, said.FirstOrDefault(answer => answer.IsDone) ?? said.LastOrDefault()),
            ];
        }

        /// <summary>The newest request to a target, or null.</summary>
        public AskedTarget? NewestOf(string target) => record.AskedTargets().LastOrDefault(asked => asked.Target == target);

        /// <summary>What the MLS's own systems call the member; null until one has said it.</summary>
        public string? MemberMlsId => record.AskedTargets().Where(asked => asked.IsDone).LastOrDefault(asked => asked.Answer!.MemberMlsId is not null)?.Answer!.MemberMlsId;
    }
}

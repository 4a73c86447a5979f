using System.Security.Cryptography;
using System.Text.Json;
using MemberServices.Fields;

namespace MemberServices.Cases;

/// <summary>What became of a request that opens a case, for whoever sent it.</summary>
/// <param name="Id">The case, or null when the request was refused.</param>
/// <param name="IsNew">
/// Whether this request opened the case. A repeat of the same request answers as the first did; another request that meets a case
/// which is under way doesn't open a second one.
/// </param>
/// <param name="Errors">What must be corrected; when there are any, nothing was started.</param>
public sealed record StartResult(CaseId? Id, bool IsNew, IReadOnlyList<FieldError> Errors)
{
    /// <summary>How many characters a request's key has at most.</summary>
    const int LongestKey = 200;

    const string Key = "idempotencyKey";

    public static StartResult Refused(params IReadOnlyList<FieldError> errors) => new(null, false, errors);

    /// <summary>Of a key that is too long to name a request; null: it isn't.</summary>
    public static StartResult? RefusalOf(string requestKey) =>
        requestKey.Length > LongestKey ? Refused(new FieldError(Key, $"Send at most {LongestKey} characters.", FieldCodes.TooLong)) : null;

    /// <summary>What became of a start.</summary>
    /// <param name="start">Of the starter.</param>
    /// <param name="what">What was asked for: "ticket".</param>
    /// <param name="refusal">Why the case that has the unique key stays; null: no request is refused for that.</param>
    public static StartResult Of(CaseStart start, string what, FieldError? refusal = null) => start.Refused switch
    {
        null => new StartResult(start.Id, start.IsNew, []),
        StartRefusal.OtherContent => Refused(new FieldError(Key, $"This key was used for another {what}: send a new one.", FieldCodes.Taken)),
        StartRefusal.Holder => Refused(refusal is null ? [] : [refusal]),
        _ => throw new ArgumentOutOfRangeException(nameof(start), start.Refused, "A refusal without words."),
    };

    /// <summary>A hash of what a request asks for: see <see cref="NewCase{TOpened}.Content"/>.</summary>
    public static string ContentOf<T>(T request) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request)));
}

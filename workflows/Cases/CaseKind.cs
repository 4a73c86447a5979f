namespace MemberServices.Cases;

/// <summary>What a case is about. The table of kinds: a new kind is a line here.</summary>
public sealed record CaseKind
{
    public static readonly CaseKind Enrollment = new("EN", "enrollment");
    public static readonly CaseKind Ticket = new("TK", "ticket");
    public static readonly CaseKind Survey = new("SV", "survey");
    public static readonly CaseKind Complaint = new("CP", "complaint");
    public static readonly CaseKind Notice = new("NT", "notice");
    public static readonly CaseKind Departure = new("DP", "departure");

    CaseKind(string prefix, string name) => (Prefix, Name) = (prefix, name);

    public static IReadOnlyList<CaseKind> All { get; } = [Enrollment, Ticket, Survey, Complaint, Notice, Departure];

    /// <summary>Two capital letters before the dash of a case's number: "EN".</summary>
    public string Prefix { get; }

    /// <summary>In a sentence: "enrollment".</summary>
    public string Name { get; }

    public override string ToString() => Name;
}

using MemberServices.Cases;
using MemberServices.Fields;

namespace MemberServices.Complaints;

public static class ComplaintRecords
{
    extension(ComplaintRecord record)
    {
        public ComplaintState State => ComplaintState.Of(record);

        /// <summary>Whether nothing is left of who complained.</summary>
        public bool IsErased => record.Opened.Request.Email.Length == 0;

        /// <summary>Who complained, as they act.</summary>
        public Actor Complainant => new(ActorKind.Customer, record.Opened.Request.FullName is { Length: > 0 } name ? name : "the complainant");

        /// <summary>Where it was before an entry.</summary>
        public ComplaintState Before(CaseEntry entry) => ComplaintState.Fold(record.Opened, record.Entries.Where(each => each.Number < entry.Number));

        /// <summary>Where it was with an entry.</summary>
        public ComplaintState Until(CaseEntry entry) => ComplaintState.Fold(record.Opened, record.Entries.Where(each => each.Number <= entry.Number));

        /// <summary>Whether it was closed after an entry: nobody has to do any more what that asked for.</summary>
        public bool IsClosedSince(CaseEntry entry) => record.State.Phase == ComplaintPhase.Closed && record.Until(entry).Phase != ComplaintPhase.Closed;
    }

    /// <summary>Whether something was noted.</summary>
    public static bool HasNote(this ComplaintRecord record, string id) => record.Notes.Any(note => note.Id == id);

    /// <summary>A root cause that staff write themselves, as it is kept.</summary>
    public static string CauseOf(string words) => string.Join('-', SearchWords.Of(words));
}

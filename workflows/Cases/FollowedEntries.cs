using System.Globalization;

namespace MemberServices.Cases;

/// <summary>What follows from each entry of a log without steps is done once, and a note says that it was.</summary>
public static class FollowedEntries
{
    extension<TOpened>(CaseRecord<TOpened, NoOutcome> record)
    {
        /// <summary>Since when the log has an entry of which nothing has followed yet; null: it has none.</summary>
        public DateTimeOffset? UnfollowedSince => record.Entries.FirstOrDefault(entry => !record.IsFollowed(entry.Number))?.At;

        /// <summary>Whether all is done that an entry asks for; 0: the opening.</summary>
        public bool IsFollowed(int entry) => record.Notes.Any(note => note.Id == NoteOf(entry));
    }

    /// <summary>The note that says so.</summary>
    public static string NoteOf(int entry) => string.Create(CultureInfo.InvariantCulture, $"done-{entry:D5}");
}

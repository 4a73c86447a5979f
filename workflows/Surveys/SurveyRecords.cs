using MemberServices.Calendar;
using MemberServices.Cases;

namespace MemberServices.Surveys;

public static class SurveyRecords
{
    extension(SurveyRecord record)
    {
        public SurveyState State => SurveyState.Of(record);

        /// <summary>Whether nothing is left of whom it asked.</summary>
        public bool IsErased => record.Opened.Person.MemberKey.Length == 0;

        /// <summary>Whom it asks, as they act.</summary>
        public Actor Respondent => new(ActorKind.Customer, record.Opened.Person.Name is { Length: > 0 } name ? name : "the member");

        /// <summary>By when a manager calls whoever gave the answer that counts.</summary>
        public DateTimeOffset RecoveryDueAt => new BusinessCalendar(record.Opened.Calendar).DeadlineAfter(
            record.Entries.First(entry => entry.Number == record.State.Answer!.Number).At, record.Opened.Policy.RecoveryDays);
    }
}

using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Complaints.Acting;
using MemberServices.Complaints.Owning;
using MemberServices.Complaints.Telling;
using MemberServices.Desk.Frame;
using MemberServices.Pages;
using MemberServices.Staff;

namespace MemberServices.Complaints.Desk;

/// <summary>What somebody of the staff can do with a complaint as it is now, each with what follows: by the same rules by which it is done.</summary>
public sealed class ComplaintDeeds(ComplaintOwners owners, StaffDirectory staff, DeskTimes times, TimeProvider clock)
{
    static readonly ComplaintResolution AnyResolution = new("", "", "", "", "");

    public async Task<ComplaintChoices> OfAsync(ComplaintRecord record, PersonInRoles who, CancellationToken cancellationToken)
    {
        var (opened, state, name, me, now) = (record.Opened, record.State, record.Opened.Request.FullName, who.Person, clock.GetUtcNow());
        if (record.IsErased)
        {
            return new ComplaintChoices([], null);
        }
        var acts = new List<ComplaintDeed>();
        var isOwner = state.Owner is { } owner && (await owners.ActsForAsync(me, owner.Person, now, cancellationToken) || state.Call?.Person.Id == me.Id);
        if (isOwner)
        {
            acts.AddRange(OfOwner(record, now));
        }
        if (record.State.Phase == ComplaintPhase.Agreeing && (who.Has(opened.Policy.AgreementRole) || who.Has(opened.Policy.ExecutiveRole)) && Takes(record, ComplaintActs.Decide(new RemedyDecision(me), agrees: true)))
        {
            var remedy = ThirdPerson.Of(ComplaintMails.Words(state.Resolution!.Remedy!), name);
            acts.Add(new(ComplaintStaffActs.Agree, "Agree to the remedy", $"{remedy} The letter goes to {name} at once, and finance is told."));
            acts.Add(new(ComplaintStaffActs.Disagree, "Don’t agree to it", $"{state.Owner?.Person.Name ?? "The owner"} has to resolve it otherwise. {name} hears nothing of it."));
        }
        var isMine = state.Owner?.Person.Id == me.Id;
        if (!isMine && Takes(record, ComplaintActs.HandOver(new ComplaintOwner(me, "", OwnerReason.HandedOver))))
        {
            acts.Add(new(ComplaintDeed.Take, state.Owner is { } other ? $"Take it from {other.Person.Name}" : "Take it", $"You own it from then on, {name} is told, and what is to be done is yours. The promises stay as they are."));
        }
        if (Takes(record, ComplaintActs.Note("")))
        {
            acts.Add(new(ComplaintStaffActs.Note, "Note for staff", $"{name} doesn’t read it, and no promise changes."));
        }
        if (state.Phase != ComplaintPhase.Closed)
        {
            acts.Add(new(ComplaintStaffActs.HandOver, "Hand it over", $"Somebody else owns it, and {name} is told. The promises stay as they are.") { Choices = await PeopleAsync(record) });
            acts.Add(new(ComplaintStaffActs.TakeBack, $"{(name.Length > 0 ? name : "The complainant")} takes it back", $"It is closed. They can open it again until {times.Day(now.AddDays(opened.Policy.ReopenDays))}."));
        }
        if (Takes(record, ComplaintActs.Reopen("")))
        {
            acts.Add(new(
                ComplaintDeed.Reopen, "Open it again",
                $"{name} isn’t satisfied after all: it goes on {(state.End == ComplaintEnd.TakenBack ? "as it was" : "one level higher")}, and they are told who has it."));
        }
        return new ComplaintChoices(
            acts, isOwner || state.Phase == ComplaintPhase.Closed ? null
                : state.Owner is { } has ? $"{has.Person.Name} owns it, and does the rest alone: calls, letters and progress. To do it yourself, take it."
                : "Nobody owns it yet. To call and write, take it.");
    }

    IEnumerable<ComplaintDeed> OfOwner(ComplaintRecord record, DateTimeOffset now)
    {
        var (opened, state, name) = (record.Opened, record.State, record.Opened.Request.FullName);
        if (Takes(record, ComplaintActs.Clarify("")))
        {
            yield return new(
                ComplaintStaffActs.Clarify, "Log the call that clarifies it",
                $"You talked to {name}. Only staff read what you heard; the next word is due {times.Exact(opened.Time.DeadlineAfter(now, opened.Policy.UpdateDays), isInside: true)}.");
        }
        if (Takes(record, ComplaintActs.Update("")))
        {
            yield return new(
                ComplaintStaffActs.Progress, $"Tell {name} how it stands",
                $"They get it by mail and on their page.{(state.Phase is ComplaintPhase.Investigating or ComplaintPhase.Agreeing ? $" The next word is due {times.Exact(opened.Time.DeadlineAfter(now, opened.Policy.UpdateDays), isInside: true)}." : "")}");
        }
        if (Takes(record, ComplaintActs.Resolve(AnyResolution)))
        {
            yield return new(
                ComplaintStaffActs.Resolve, "Resolve it and write the letter",
                $"{name} gets the letter at once; a fee of more than {ComplaintMails.Dollars(opened.Policy.RemedyLimit)} waits for a second person. {Days(opened.Policy.CallBackDays)} later we call.")
            {
                Choices = [.. opened.Policy.RootCauses.Select(cause => new Choice(cause.Id, cause.Name))],
            };
        }
        if (Takes(record, ComplaintActs.Attempt(new CallAttempt(true, null, new ComplaintAnswer(true, true)), null)))
        {
            var left = opened.Policy.Attempts - state.Attempts;
            yield return new(
                ComplaintStaffActs.Attempt, "Log a call",
                $"Satisfied: it is closed. Not satisfied: it is opened again, one level higher. Not reached: {(left > 1 ? $"we try {(left == 2 ? "once" : $"{left - 1} times")} more, at other times" : "we ask by mail")}.");
        }
        // Whether a time fits is only known of the time.
        if (state is { Phase: ComplaintPhase.Calling, Call: not null })
        {
            yield return new(ComplaintStaffActs.Plan, "Move the call", $"{name} gets the new time by mail, and your calendar has it.");
        }
    }

    /// <summary>Whoever may own it, by name.</summary>
    async Task<IReadOnlyList<Choice>> PeopleAsync(ComplaintRecord record)
    {
        var barred = (await owners.AboutAsync(record)).Select(person => person.Id).Append(record.State.Owner?.Person.Id).ToHashSet();
        return [.. (await staff.EverybodyAsync()).Where(person => !barred.Contains(person.Id)).Select(person => new Choice(person.Email, person.Name))];
    }

    bool Takes(ComplaintRecord record, ComplaintAct act) => act.Misfit(record.Opened, record.State, clock.GetUtcNow()) is null;

    static string Days(int days) => days == 1 ? "A business day" : $"{days} business days";
}

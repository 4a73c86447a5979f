using MemberServices.Cases;
using MemberServices.Desk;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Onboarding.Checklist;
using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Onboarding.Desk;

/// <summary>Finds an enrollment's story and shows it; whatever is done in it is answered with that page.</summary>
public sealed class EnrollmentPages(EnrollmentStories stories, DeskRenderer desk, DeskTimes times)
{
    /// <summary>Says that a case was opened.</summary>
    internal const string OpenedNote = "opened";

    /// <summary>The story, as the address wants its timeline; null when there is no such case.</summary>
    public Task<EnrollmentStory?> FindAsync(DeskRequest request, CaseId id) => stories.FindAsync(
        id,
        request.Who,
        request.Query("show") switch
        {
            "people" => line => line.IsByPerson,
            "notes" => line => line.StaffOnly is not null,
            _ => _ => true,
        },
        request.Skip,
        request.Cancellation);

    public Task<IActionResult> NotFoundAsync(DeskRequest request) => CasePage.NotFoundAsync(request, desk);

    /// <param name="request">Who asks.</param>
    /// <param name="story">What is shown.</param>
    /// <param name="status">The answer's.</param>
    /// <param name="typed">What somebody typed to step in, or whose panel is open; null: nothing.</param>
    /// <param name="note">What is said first; null: what was done, if the address names it.</param>
    public async Task<IActionResult> PageAsync(DeskRequest request, EnrollmentStory story, int status, TypedAct? typed = null, DeskNote? note = null)
    {
        if (typed is not null && story.Acts.FirstOrDefault(act => act.Key == typed.Kind) is { IsFinal: true } final && note is null)
        {
            return await desk.PageAsync<FinalActPage>(
                request, status, (nameof(FinalActPage.Story), story), (nameof(FinalActPage.Act), final), (nameof(FinalActPage.Typed), typed));
        }
        return await desk.PageAsync<EnrollmentPage>(
            request, status, (nameof(EnrollmentPage.Story), story), (nameof(EnrollmentPage.Typed), typed), (nameof(EnrollmentPage.Note), note ?? (typed is null ? Done(request, story) : null)),
            (nameof(EnrollmentPage.Show), request.Query("show")), (nameof(EnrollmentPage.Skip), request.Skip));
    }

    /// <summary>Says that somebody was quicker, and who.</summary>
    public DeskNote Quicker(EnrollmentStory story)
    {
        var last = story.Lines.FirstOrDefault(line => line.Sign is "check") ?? (story.Lines is [var newest, ..] ? newest : null);
        return DeskNote.Quicker(
            last is null ? "Somebody was quicker." : $"Somebody was quicker: {last.Text}, {times.Exact(last.At, isInside: true)}.",
            "Nothing was recorded. What you typed is kept below.");
    }

    /// <summary>What was done, as the case's log has it: an address alone confirms nothing.</summary>
    DeskNote? Done(DeskRequest request, EnrollmentStory story)
    {
        var (kind, me) = (request.Query("done"), request.Who.Person.Name);
        if (kind == OpenedNote && me == story.Opened.By.Name)
        {
            return DeskNote.Done($"{story.View.Id} is open.", $"{story.View.Applicant.MemberFullName} gets a confirmation with this number. {Next(story)}");
        }
        if (request.Query("item") is { } name && story.Items.FirstOrDefault(each => each.View.Id == name)?.View is { } item && NewestOf(item)?.By == request.Actor.Name)
        {
            return DeskNote.Done($"{story.View.Id}: {item.Name} is {EnumNames<ChecklistStatus>.Of(item.Status)} now.", Next(story));
        }
        return kind is not null && story.Lines.FirstOrDefault(line => line.IsByPerson && line.StaffOnly is not null && line.Text.Contains(me, StringComparison.Ordinal)) is { } line
            ? DeskNote.Done($"{story.View.Id}: {line.Text}.", Next(story))
            : null;
    }

    static ChecklistMark? NewestOf(ChecklistItemView item) => item.Status == ChecklistStatus.Open ? item.Reopened : item.Waived ?? item.Verified ?? item.Completed;

    string Next(EnrollmentStory story) => story.View.End is null && story.Step is null ? "The next step begins in a moment."
        : story.View.WaitsFor is { } wait
        ? $"Next, {InSentence(wait.Who)} has to {ThirdPerson.Of(wait.What, story.View.Applicant.MemberFullName)}{(wait.Until is { } until ? $", until {times.WithZone(until)}" : "")}."
        : "It has ended; everybody concerned is told.";

    /// <summary>"The member" and "Our finance team" as they stand inside a sentence.</summary>
    static string InSentence(string who) => who.StartsWith("The ", StringComparison.Ordinal) || who.StartsWith("Our ", StringComparison.Ordinal) ? char.ToLowerInvariant(who[0]) + who[1..] : who;
}

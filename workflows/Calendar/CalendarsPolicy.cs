using System.ComponentModel.DataAnnotations;
using MemberServices.Policies;

namespace MemberServices.Calendar;

/// <summary>The calendars by which business time is counted, each with a name.</summary>
public sealed record CalendarsPolicy : IPolicySection
{
    /// <summary>The name of the calendar that counts where no other is named.</summary>
    public required string Default { get; init; }

    /// <summary>Each by its name, of 1 to 40 lower-case letters, digits and dashes: 1 to 20.</summary>
    [Length(1, 20)]
    [RegularExpression("[a-z0-9-]{1,40}", ErrorMessage = "must be named with 1 to 40 lower-case letters, digits and dashes")]
    public required IReadOnlyDictionary<string, ConfiguredCalendar> Named { get; init; }

    public void Check(PolicyCheck check)
    {
        check.At("default").Must(Named.ContainsKey(Default), $"must be the name of one of calendars.named: {string.Join(", ", Named.Keys)}", $"\"{Default}\"");
        foreach (var (name, calendar) in Named)
        {
            calendar.Check(check.At("named").At(name));
        }
    }

    /// <summary>The same with the holidays of their files, which lie in a folder; reports what is wrong with those.</summary>
    public CalendarsPolicy WithFilesOf(string folder, PolicyCheck check) =>
        this with { Named = Named.ToDictionary(each => each.Key, each => each.Value.WithFileOf(folder, check.At("named").At(each.Key))) };
}

using MemberServices.Desk.Searching;

namespace MemberServices.Offices.Desk;

/// <summary>What a feature adds to an office's page. What it reads is bounded.</summary>
public interface IOfficeSection
{
    string Heading { get; }

    Task<FoundSection> FindAsync(string officeKey, CancellationToken cancellationToken);
}

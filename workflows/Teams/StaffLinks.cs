using MemberServices.Links;

namespace MemberServices.Teams;

/// <summary>Where cards lead to: the staff's pages, which ask who somebody is. Opening one changes nothing.</summary>
public sealed class StaffLinks(SiteAddress site)
{
    public CardLink Case(string number) => new($"Open {number} on the staff page", site.To("staff", "cases", number));

    public CardLink Results { get; } = new("Open the results on the staff page", site.To("staff", "surveys", "results"));

    public CardLink Work { get; } = new("Open my work on the staff page", site.To("staff"));
}

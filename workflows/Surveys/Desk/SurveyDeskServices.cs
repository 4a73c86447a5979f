using MemberServices.Desk;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Surveys.Desk;

public static class SurveyDeskServices
{
    /// <summary>What staff see and do of surveys on their pages.</summary>
    public static IServiceCollection AddSurveyDesk(this IServiceCollection services) => services
        .AddSingleton<SurveyStories>()
        .AddDeskCase<SurveyCase>()
        .AddDeskPage<SurveyListPage>()
        .AddDeskPage<NewSurveyPage>()
        .AddDeskPage<SurveyResultsPage>()
        .AddRailEntry(3, "Surveys", "surveys");
}

using System.Net;
using System.Text.RegularExpressions;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Onboarding;
using MemberServices.Onboarding.Billing;
using MemberServices.Onboarding.BrokerApproval;
using MemberServices.Onboarding.Welcome;
using MemberServices.Pages;
using MemberServices.Policies;
using MemberServices.Tests.LocalParts;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Pages;

/// <summary>Pages and mails without the app around them.</summary>
static partial class Rendering
{
    public static readonly PolicyFile Policies =
        PolicyReader.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policies.json")));

    public static readonly SiteAddress Site = new("https://members.example.org");

    static readonly IServiceProvider Services = new ServiceCollection()
        .AddPolicies(Policies).AddSingleton(Site).AddSingleton<TimeProvider>(new JumpingSystem(Mls.MondayMorning)).AddLogging().AddPages()
        .AddSingleton<MailRenderer>().AddSingleton<EnrollmentMails>().AddSingleton<ApprovalMails>().AddSingleton<WelcomeMails>().AddSingleton<BillingMails>().BuildServiceProvider();

    public static T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>What a person reads: the text without markup, spaces as one.</summary>
    public static string Words(string html)
    {
        var body = Head().Replace(html, "");
        return Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(body, " ")), " ").Trim();
    }

    [GeneratedRegex("<head>.*?</head>", RegexOptions.Singleline)] private static partial Regex Head();
    [GeneratedRegex("<[^>]*>")] private static partial Regex Tags();
    [GeneratedRegex(@"\s+")] private static partial Regex Spaces();
}

using MemberServices.Links;
using MemberServices.Pages;
using MemberServices.Policies;

namespace MemberServices.Mail;

/// <summary>A mail's two bodies, which say the same.</summary>
public sealed record RenderedMail(string Html, string Text);

/// <summary>Makes a mail's bodies from its content.</summary>
public sealed class MailRenderer(PageRenderer pages, BrandPolicy brand, SupportContact support, SiteAddress site)
{
    public async Task<RenderedMail> RenderAsync(MailContent content) => new(
        await pages.RenderAsync<MailPage>((nameof(MailPage.Content), content)),
        MailText.Render(content, brand, support, site));
}

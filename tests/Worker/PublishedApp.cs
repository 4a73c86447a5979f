using System.Diagnostics;

namespace MemberServices.Tests.Worker;

/// <summary>The app as <c>dotnet publish</c> makes it, with stand-ins: made once, when a test first asks for it.</summary>
static class PublishedApp
{
    static readonly Lazy<Task<string>> folder = new(PublishAsync);

    /// <summary>Where it is.</summary>
    public static Task<string> FolderAsync() => folder.Value;

    static async Task<string> PublishAsync()
    {
        // Apart from what everyday builds make, so that neither disturbs the other.
        var made = Path.Combine(Repository.Root, "tests/Worker/obj/published");
        var app = Path.Combine(made, "app");
        if (System.IO.Directory.Exists(app))
        {
            System.IO.Directory.Delete(app, recursive: true);
        }

        var (code, output) = await Run.ToEndAsync(new ProcessStartInfo(
            "dotnet",
            [
                "publish", Path.Combine(Repository.Root, "functions"), "-c", "Release", "--use-current-runtime", "-p:Standins=true", "-p:UseSharedCompilation=false",
                "--artifacts-path", made, "-o", app, "-v", "quiet", "-nodeReuse:false",
            ]));
        return code == 0 ? app : throw new InvalidOperationException($"The app can't be published:\n{output}");
    }
}

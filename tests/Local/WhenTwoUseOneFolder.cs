using Local;

namespace MemberServices.Tests.LocalParts;

public sealed class WhenTwoUseOneFolder
{
    [Fact]
    public async Task The_second_is_refused_until_the_first_has_gone()
    {
        using var folder = new TemporaryFolder();
        await using (new LocalMachine(folder.Folder.FullName))
        {
            var refused = Assert.Throws<DataInUseException>(() => new LocalMachine(folder.Folder.FullName));
            Assert.Contains("in use by another process", refused.Message);
        }

        await new LocalMachine(folder.Folder.FullName).DisposeAsync();
    }
}

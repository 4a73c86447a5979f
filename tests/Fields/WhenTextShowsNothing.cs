using MemberServices.Fields;

namespace MemberServices.Tests.Fields;

public class WhenTextShowsNothing
{
    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    [InlineData("\u00A0\u3000")]
    [InlineData("\u200B\u200D\uFEFF")]
    [InlineData("\u3164\u3164")]
    [InlineData("\u115F\u1160 \uFFA0")]
    [InlineData("\u2800")]
    public void It_is_no_text(string typed) => Assert.Null(FieldText.Clean(typed));

    [Theory]
    [InlineData("\u3164")]
    [InlineData("Jane\u2800Doe")]
    public void It_stands_in_no_name(string typed) => Assert.True(FieldText.HasInvisibleCharacters(typed));

    [Theory]
    [InlineData("김민준")]
    [InlineData("नि\u200Dशा")]
    [InlineData("👍")]
    public void Other_scripts_are_text(string typed) => Assert.Equal(typed, FieldText.Clean(typed));
}

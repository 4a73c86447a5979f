using System.Text.Json.Nodes;
using Local.Graph;
using MemberServices.Policies;
using MemberServices.Staff;

namespace MemberServices.Tests.Staff;

public sealed class WhenThePolicyNamesRoles
{
    static readonly string Shipped = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policies.json"));

    [Fact]
    public void The_one_that_comes_with_the_app_has_them_all_with_the_samples_groups()
    {
        var policy = PolicyReader.Read(Shipped).Staff;

        Assert.Equal(
            [StaffRoles.Level1, StaffRoles.Level2, StaffRoles.Trainers, StaffRoles.Finance, StaffRoles.AccountManagers,
                StaffRoles.Managers, StaffRoles.Executive, StaffRoles.Editors, StaffRoles.Ops, StaffRoles.Leaders],
            policy.Roles.Select(role => role.Id));
        Assert.Equal(SampleStaff.Leaders, policy.Role(StaffRoles.Leaders).Group);
        Assert.Equal("Level I support", policy.Role(StaffRoles.Level1).Name);
        Assert.Null(policy.Role(StaffRoles.Trainers).WebhookSetting);
    }

    [Theory]
    [InlineData("id", "\"Level 2\"", "a lower-case letter and up to 39 lower-case letters, digits and dashes; got \"Level 2\"")]
    [InlineData("id", "\"level-1\"", "must not be there twice; got \"level-1\"")]
    [InlineData("id", "null", "must be a text")]
    [InlineData("name", "\" \"", "1 to 60 characters")]
    [InlineData("name", "\"level i SUPPORT\"", "must not be there twice")]
    [InlineData("group", "\"Level II support\"", "must be the object id of a group in the directory")]
    [InlineData("group", "\"00000000-0000-0000-0000-000000000000\"", "must be the object id of a group in the directory")]
    [InlineData("webhookSetting", "\"\"", "must be the name of an app setting")]
    [InlineData("people", "[]", "isn't known: the members here are id, name, group, webhookSetting")]
    public void A_wrong_role_is_refused_with_its_place_and_the_rule(string member, string value, string rule)
    {
        var error = Assert.Single(ErrorsWith(roles => roles[1]![member] = JsonNode.Parse(value)));

        Assert.Equal($"$.staff.roles[1].{member}", error.Path);
        Assert.Contains(rule, error.Message);
    }

    [Fact]
    public void A_webhooks_address_is_refused_and_not_repeated()
    {
        var error = Assert.Single(ErrorsWith(roles => roles[0]!["webhookSetting"] = "https://example.com/?sig=s3cret"));

        Assert.Contains("not the webhook's address", error.Message);
        Assert.DoesNotContain("s3cret", $"{error}");
    }

    [Theory]
    [InlineData("level-1")]
    [InlineData("finance")]
    [InlineData("managers")]
    [InlineData("ops")]
    public void A_role_that_work_is_given_to_must_be_there(string id)
    {
        var error = Assert.Single(ErrorsWith(roles => roles.Remove(roles.Single(role => (string?)role!["id"] == id))));

        Assert.Equal($"$.staff.roles: must have a role with the id \"{id}\": work is given to it", $"{error}");
    }

    [Fact]
    public void The_others_may_be_missing_or_the_organizations_own_and_share_a_group()
    {
        var file = Changed(roles =>
        {
            foreach (var role in roles.Where(role => !StaffRoles.Required.Contains((string)role!["id"]!)).ToList())
            {
                roles.Remove(role);
            }

            roles.Add(new JsonObject { ["id"] = "compliance", ["name"] = "Compliance", ["group"] = SampleStaff.Level1 });
        });

        Assert.Equal(["level-1", "finance", "managers", "ops", "compliance"], PolicyReader.Read(file).Staff.Roles.Select(role => role.Id));
    }

    static IReadOnlyList<PolicyError> ErrorsWith(Action<JsonArray> change) =>
        Assert.Throws<PolicyException>(() => PolicyReader.Read(Changed(change))).Errors;

    static string Changed(Action<JsonArray> change)
    {
        var file = JsonNode.Parse(Shipped, documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!;
        change(file["staff"]!["roles"]!.AsArray());
        return file.ToJsonString();
    }
}

namespace MemberServices.Tests.Infra;

/// <summary>Before and after a deployment, in both shells.</summary>
public sealed class WhenAHookRuns
{
    const string Registered = "|az provider show *|0|Registered";
    const string GraphIds = "|az ad sp show *appRoles*User.Invite.All*|0|id-invite";
    const string Domain = "|az rest --method get --url /subscriptions/sub/resourceGroups/rg-try/providers/Microsoft.Communication/emailServices/email-1/domains/mls.example*";

    static readonly Dictionary<string, string> Before = new() { ["AZURE_ENV_NAME"] = "try", ["MEMBERS_GROUP_ID"] = "group-1", ["BUDGET_START"] = "2026-11-01" };

    static readonly Dictionary<string, string> After = new()
    {
        ["AZURE_ENV_NAME"] = "try",
        ["AZURE_SUBSCRIPTION_ID"] = "sub",
        ["AZURE_RESOURCE_GROUP"] = "rg-try",
        ["APP_PRINCIPAL_ID"] = "app-1",
        ["APP_GRANTS"] = "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39@/x/sb-1 0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3@/x/st1",
        ["MEMBERS_GROUP_ID"] = "group-1",
        ["EMAIL_SERVICE_NAME"] = "email-1",
        ["MAIL_QUOTA"] = "5 mails a minute and 10 an hour",
        ["SITE_ADDRESS"] = "https://members.example",
        ["STORAGE_NAME"] = "st1",
        ["PACKAGES_CONTAINER"] = "app-package",
        ["DEPLOYER_ID"] = "me",
        ["STAFF_CLIENT_ID"] = "staff-1",
    };

    static readonly string[] Permissions =
    [
        GraphIds, "|az ad sp show *appRoles*User.ReadWrite.All*|0|id-users", "|az ad sp show *appRoles*GroupMember.ReadWrite.All*|0|id-groups",
        "|az ad sp show *appRoles*Calendars.ReadWrite*|0|id-calendars",
        "|az ad sp show *--query id *|0|graph-1",
    ];

    [Fact]
    public async Task Nothing_is_changed_where_everything_is_there()
    {
        var run = await Hook.RunAsync("preprovision", Before, Registered);

        Assert.Equal(0, run.Code);
        Assert.Empty(run.Said);
        Assert.All(run.Calls, call => Assert.Matches("^az (account|provider) show ", call));
        Assert.Equal(
            await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "infra/providers.txt")), run.Calls.Skip(1).Select(call => call.Split(' ')[4]));
    }

    [Fact]
    public async Task Every_provider_of_the_templates_is_registered()
    {
        var types = new List<string>();
        foreach (var variant in Snapshot.Variants)
        {
            types.AddRange((await Snapshot.OfAsync(variant)).Resources.Select(each => each.GetProperty("type").GetString()!.Split('/')[0]));
        }

        // The network's subnet for the app is given to it by a delegation; groups of resources are Azure's own.
        Assert.Equal(
            types.Append("Microsoft.App").Distinct().Where(type => type != "Microsoft.Resources").Order(StringComparer.Ordinal),
            (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "infra/providers.txt"))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_provider_is_registered_and_waited_for()
    {
        var run = await Hook.RunAsync(
            "preprovision", Before,
            "once|az provider show --namespace Microsoft.DurableTask *|0|NotRegistered", "once|az provider show --namespace Microsoft.DurableTask *|0|Registering", Registered);

        Assert.Equal(0, run.Code);
        Assert.Equal(["Registering Microsoft.DurableTask"], run.Said);
        Assert.Contains("az provider register --namespace Microsoft.DurableTask -o none", run.Calls);
        Assert.Equal(3, run.Calls.Count(call => call.StartsWith("az provider show --namespace Microsoft.DurableTask ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_provider_that_takes_too_long_is_said()
    {
        var run = await Hook.RunAsync("preprovision", Before, "|az provider show --namespace Microsoft.Web *|0|Registering", Registered);

        Assert.Equal(1, run.Code);
        Assert.Equal("Microsoft.Web isn't registered yet. Run azd provision again in some minutes.", run.Said[^1]);
    }

    [Fact]
    public async Task The_members_group_is_found_or_created_and_the_budget_begins_once()
    {
        var values = new Dictionary<string, string> { ["AZURE_ENV_NAME"] = "try" };

        var created = await Hook.RunAsync("preprovision", values, Registered, "|az ad group create *|0|group-2");
        var found = await Hook.RunAsync("preprovision", values, Registered, "|az ad group list *|0|group-1");
        var refused = await Hook.RunAsync("preprovision", values, Registered, "|az ad group create *|1|");

        Assert.Contains("azd env set MEMBERS_GROUP_ID group-2", created.Calls);
        Assert.Matches(@"^azd env set BUDGET_START 20\d\d-\d\d-01$", created.Calls[^1]);
        Assert.Contains("azd env set MEMBERS_GROUP_ID group-1", found.Calls);
        Assert.DoesNotContain(found.Calls, call => call.StartsWith("az ad group create", StringComparison.Ordinal));
        Assert.Equal(1, refused.Code);
        Assert.Contains("a Groups Administrator creates one", refused.Said[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_told()
    {
        var run = await Hook.RunAsync("check", After, "|az account show *|1|");

        Assert.Equal((1, "Sign in first: az login"), (run.Code, Assert.Single(run.Said)));
    }

    [Fact]
    public async Task By_hand_azds_values_are_asked_for()
    {
        var values = After.Where(each => each.Key is not ("AZURE_ENV_NAME" or "DEPLOYER_ID")).ToDictionary();

        var run = await Hook.RunAsync("predeploy", values, """|azd env get-values|0|AZURE_ENV_NAME="try"\nDEPLOYER_ID="me" """.TrimEnd());

        Assert.Equal("azd env get-values", run.Calls[0]);
        Assert.StartsWith("az storage blob list --account-name st1", run.Calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_permissions_of_the_directory_are_granted_and_no_others()
    {
        var run = await Hook.RunAsync("postprovision", After, ["|az rest --method get *appRoleAssignments*|0|id-invite\\nid-other", .. Permissions]);

        Assert.Equal(["Granting Calendars.ReadWrite", "Granting GroupMember.ReadWrite.All", "Granting User.ReadWrite.All", "Mail: 5 mails a minute and 10 an hour."], run.Said);
        Assert.Equal(
            ["""{"principalId":"app-1","resourceId":"graph-1","appRoleId":"id-calendars"}""", """{"principalId":"app-1","resourceId":"graph-1","appRoleId":"id-groups"}""", """{"principalId":"app-1","resourceId":"graph-1","appRoleId":"id-users"}"""],
            run.Calls.Where(call => call.StartsWith("az rest --method post", StringComparison.Ordinal)).Select(call => call.Split(" --body ")[1]));
    }

    [Fact]
    public async Task The_calendars_are_left_to_Exchange_where_it_gives_them()
    {
        var values = new Dictionary<string, string>(After) { ["CALENDARS_BY_EXCHANGE"] = "true" };
        const string Granted = "|az rest --method get *appRoleAssignments*|0|id-invite\\nid-users\\nid-groups", Healthy = "|az rest --method get --url https://members.example/health*|0|healthy";

        var granting = await Hook.RunAsync("postprovision", values, [Granted, .. Permissions]);
        var check = await Hook.RunAsync("check", values, [Granted, "|az role assignment list *|0|1", Healthy, .. Permissions]);

        Assert.DoesNotContain(granting.Calls, call => call.StartsWith("az rest --method post", StringComparison.Ordinal));
        Assert.Equal("Nothing is missing.", check.Said[^1]);
    }

    [Fact]
    public async Task Who_may_grant_them_is_said_where_the_deployer_may_not()
    {
        var refused = await Hook.RunAsync("postprovision", After, ["|az rest --method post *|1|", .. Permissions]);
        var unseen = await Hook.RunAsync("postprovision", After, ["|az rest --method get *|1|", .. Permissions]);

        Assert.Equal(0, refused.Code);
        Assert.Contains("User.Invite.All isn't granted: a Privileged Role Administrator runs: sh infra/hooks/postprovision.sh", refused.Said);
        Assert.Equal(0, unseen.Code);
        Assert.Contains("can't be seen from here: a Privileged Role Administrator", unseen.Said[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_registration_that_staff_sign_in_with_is_made_once_and_one_that_was_given_is_left_alone()
    {
        var values = After.Where(value => value.Key != "STAFF_CLIENT_ID").ToDictionary();
        string[] granted = ["|az rest --method get *appRoleAssignments*|0|id-invite\\nid-users\\nid-groups\\nid-calendars", "|az account show *tenantId*|0|tenant-1", .. Permissions];
        const string Made = "|az ad app create *|0|staff-1", Trusting = "|az ad app federated-credential list *|0|0";

        var first = await Hook.RunAsync("postprovision", values, ["|az ad sp show --id staff-1 *|1|", .. granted, Made, Trusting]);
        var again = await Hook.RunAsync("postprovision", values, [.. granted, "|az ad app list *|0|staff-1", "|az ad app federated-credential list *|0|1"]);
        var refused = await Hook.RunAsync("postprovision", values, [.. granted, "|az ad app create *|1|"]);
        var given = await Hook.RunAsync("postprovision", After, granted);

        Assert.Contains("""Staff sign in with the app registration "Member services staff, try". To open their pages: azd provision""", first.Said);
        Assert.Contains(first.Calls, call => call.StartsWith("az ad app create --display-name Member services staff, try --sign-in-audience AzureADMyOrg", StringComparison.Ordinal)
            && call.Contains("--web-redirect-uris https://members.example/.auth/login/aad/callback", StringComparison.Ordinal));
        Assert.Contains("az ad sp create --id staff-1 -o none", first.Calls);
        Assert.Contains(
            """az ad app federated-credential create --id staff-1 -o none --parameters {"name":"app","subject":"app-1","issuer":"https://login.microsoftonline.com/tenant-1/v2.0","audiences":["api://AzureADTokenExchange"]}""",
            first.Calls);
        Assert.Contains("azd env set STAFF_CLIENT_ID staff-1", first.Calls);
        Assert.DoesNotContain(again.Calls, call => call.Contains(" create ", StringComparison.Ordinal));
        Assert.Contains("azd env set STAFF_CLIENT_ID staff-1", again.Calls);
        Assert.Contains("The app registration that staff sign in with can't be made from here: an Application Administrator runs: sh infra/hooks/postprovision.sh", refused.Said);
        Assert.DoesNotContain(refused.Calls, call => call.StartsWith("azd ", StringComparison.Ordinal));
        Assert.DoesNotContain(given.Calls, call => call.StartsWith("az ad app ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_domains_records_are_printed_until_they_are_verified()
    {
        var values = new Dictionary<string, string>(After) { ["MAIL_DOMAIN"] = "mls.example", ["MAIL_DOMAIN_VERIFIED"] = "false" };
        string[] granted = ["|az rest --method get *appRoleAssignments*|0|id-invite\\nid-users\\nid-groups\\nid-calendars", .. Permissions];

        var first = await Hook.RunAsync("postprovision", values, [
            .. granted, Domain + ".DKIM2.status*|0|VerificationInProgress", Domain + ".Domain.status*|0|Verified", Domain + "status*|0|NotStarted",
            Domain + "verificationRecords*|0|the records",
        ]);
        var last = await Hook.RunAsync("postprovision", values, [.. granted, Domain + "status*|0|Verified"]);

        Assert.Equal(
            [
                "Mails are sent from Azure's own domain until these DNS records of mls.example are verified: SPF DKIM DKIM2", "the records",
                "When they are there: azd provision", "Mail: 5 mails a minute and 10 an hour.",
            ],
            first.Said);
        Assert.Equal(
            ["""{"verificationType":"SPF"}""", """{"verificationType":"DKIM"}"""],
            first.Calls.Where(call => call.Contains("initiateVerification", StringComparison.Ordinal)).Select(call => call.Split(" --body ")[1]));
        Assert.Contains("azd env set MAIL_DOMAIN_VERIFIED true", last.Calls);
        Assert.Contains("To send from it: azd provision", last.Said[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_waits_until_roles_are_in_effect_but_not_for_ever()
    {
        var soon = await Hook.RunAsync("predeploy", After, "once|az storage blob list *|1|");
        var never = await Hook.RunAsync("predeploy", After, "|az storage blob list *|1|");
        var behind = await Hook.RunAsync("predeploy", new Dictionary<string, string>(After) { ["STORAGE_IS_PRIVATE"] = "true" });

        Assert.Equal((0, "Waiting until the roles on st1 are in effect"), (soon.Code, Assert.Single(soon.Said)));
        Assert.Equal(2, soon.Calls.Count(call => call.StartsWith("az storage", StringComparison.Ordinal)));
        Assert.Equal(1, never.Code);
        Assert.Equal(3, never.Calls.Count(call => call.StartsWith("az storage", StringComparison.Ordinal)));
        Assert.Contains("infra/hooks/check.sh says which are missing", never.Said[^1], StringComparison.Ordinal);
        Assert.Equal((0, 1), (behind.Code, behind.Calls.Count));
    }

    [Fact]
    public async Task The_check_finds_nothing_where_nothing_is_missing()
    {
        var run = await Hook.RunAsync(
            "check", new Dictionary<string, string>(After) { ["KEY_VAULT_SECRETS"] = "Teams-Ops", ["KEY_VAULT_NAME"] = "kv-1" },
            [
                "|az rest --method get *appRoleAssignments*|0|id-invite\\nid-users\\nid-groups\\nid-calendars", "|az role assignment list *|0|1",
                "|az rest --method get --url https://members.example/health*|0|healthy", .. Permissions,
            ]);

        Assert.Equal((0, "Nothing is missing."), (run.Code, run.Said[^1]));
        // Each permission that the app needs is asked for.
        Assert.Equal(
            After["APP_GRANTS"].Split(' ').Select(grant => $"az role assignment list --assignee app-1 --role {grant.Split('@')[0]} --scope {grant.Split('@')[1]} --query length(@) -o tsv"),
            run.Calls.Where(call => call.StartsWith("az role", StringComparison.Ordinal)));
        var groups = Source.Policies.GetProperty("staff").GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("group").GetString()!);
        Assert.Equal(
            groups.Prepend("group-1"), run.Calls.Where(call => call.StartsWith("az ad group show", StringComparison.Ordinal)).Select(call => call.Split(' ')[5]));
        Assert.Contains("az keyvault secret show --vault-name kv-1 --name Teams-Ops --query id -o none", run.Calls);
    }

    [Fact]
    public async Task The_check_says_all_that_is_missing_and_who_can_give_it()
    {
        var run = await Hook.RunAsync(
            "check",
            new Dictionary<string, string>(After) { ["KEY_VAULT_SECRETS"] = "Teams-Ops", ["KEY_VAULT_NAME"] = "kv-1", ["MAIL_DOMAIN"] = "mls.example", ["STAFF_CLIENT_ID"] = "" },
            [
                "|az role assignment list * --scope /x/sb-1 *|0|0", "|az role assignment list *|0|1", "|az rest --method get *appRoleAssignments*|0|id-invite\\nid-users\\nid-calendars",
                "|az ad group show --group 53544146-4600-4000-8000-000000000003 *|1|", "|az keyvault secret show *|1|",
                "|az rest --method get --url https://members.example/health*|1|", .. Permissions,
            ]);

        Assert.Equal(1, run.Code);
        Assert.Equal(
            [
                "MISSING: the app's role serviceBusDataSender on sb-1. An owner or a User Access Administrator of the resource group runs: azd provision",
                "MISSING: the directory permission GroupMember.ReadWrite.All. A Privileged Role Administrator runs: sh infra/hooks/postprovision.sh",
                "MISSING: the staff group 53544146-4600-4000-8000-000000000003. A Groups Administrator creates one; its object id goes into policies.json",
                "MISSING: the secret Teams-Ops. A Key Vault Secrets Officer runs: az keyvault secret set --vault-name kv-1 --name Teams-Ops --value ITS_VALUE: docs/runbook.md, Teams, says where it comes from",
                "MISSING: the app registration that staff sign in with. An Application Administrator runs: sh infra/hooks/postprovision.sh; then: azd provision",
                "MISSING: the DNS records of mls.example. Whoever keeps its DNS adds what azd provision prints",
                "MISSING: a healthy app: https://members.example/health says: no answer. After a first deployment, wait some minutes; then look at https://members.example/api/health with a function key",
                "Mail: 5 mails a minute and 10 an hour.",
                "7 missing.",
            ],
            run.Said);
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;
using MemberServices.Messages;

namespace MemberServices.Tests.Infra;

/// <summary>What the code, host.json and policies.json name is what is deployed, and nothing else.</summary>
public sealed partial class WhenTheCodeNamesSomething
{
    const string Default = "default";

    /// <summary>Settings that the code takes where they are set, and Azure has no need of: why.</summary>
    static readonly Dictionary<string, string> Optional = new()
    {
        ["Tables"] = "a connection string instead of Tables:Endpoint: Azurite's",
        [Bus.Connection] = "a connection string instead of the namespace: the emulator's",
        ["Policies:File"] = "policies.json lies beside the app",
        ["Offices:Sample"] = "sample offices are for trying out",
        ["Telemetry:Console"] = "for trying out",
        ["Teams:WebhookKeys"] = "a parameter, see the variant with a custom domain",
        ["Site:Hosts"] = "a parameter, see the variant with a custom domain",
        ["WEBSITE_HOSTNAME"] = "the platform sets it; Site:Address goes before",
    };

    /// <summary>Subscriptions that other systems read: "events/crm".</summary>
    static readonly string[] ReadByOthers = ["events/finance", "events/vendor", "events/lockbox"];

    /// <summary>Settings that the host takes, and the SDK's identity.</summary>
    static readonly string[] OfTheHost =
    [
        "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__queueServiceUri",
        "AzureWebJobsStorage__tableServiceUri", "AzureWebJobsDisableHomepage", "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "OTEL_TRACES_SAMPLER", "AZURE_CLIENT_ID",
    ];

    [Fact]
    public async Task Each_queue_and_topic_is_there_and_no_other()
    {
        var snapshot = await Snapshot.OfAsync(Default);
        var queues = Source.BusTriggers.Where(each => each.QueueName is not null).Select(each => each.QueueName!);
        var topics = Source.BusTriggers.Where(each => each.TopicName is not null).Select(each => each.TopicName!);
        var subscriptions = Source.BusTriggers.Where(each => each.SubscriptionName is not null).Select(each => $"{each.TopicName}/{each.SubscriptionName}");

        // What the code names without a trigger is one that it sends to, or reads by a client of its own.
        var named = Source.BusNames.Values.Except(subscriptions.Select(each => each.Split('/')[1])).ToList();
        var declared = snapshot.Names("Microsoft.ServiceBus/namespaces/queues").Concat(snapshot.Names("Microsoft.ServiceBus/namespaces/topics")).ToList();
        var reports = Snapshot.At(
            snapshot.One("Microsoft.EventGrid/systemTopics/eventSubscriptions"),
            "properties.deliveryWithResourceIdentity.destination.properties.resourceId").GetString()!.Split('/')[^1];

        Names.Same("a subscription", subscriptions.Concat(ReadByOthers), snapshot.Names("Microsoft.ServiceBus/namespaces/topics/subscriptions"));
        Names.Same("a queue or topic", named.Append(reports), declared);
        Assert.Subset(snapshot.Names("Microsoft.ServiceBus/namespaces/queues").ToHashSet(), queues.ToHashSet());
        Assert.Subset(snapshot.Names("Microsoft.ServiceBus/namespaces/topics").ToHashSet(), topics.ToHashSet());
    }

    [Fact]
    public async Task Each_entity_has_what_its_file_says()
    {
        var snapshot = await Snapshot.OfAsync(Default);
        foreach (var queue in Source.BusFile.GetProperty("Queues").EnumerateArray())
        {
            Same(queue, "Microsoft.ServiceBus/namespaces/queues", NameOf(queue));
        }
        foreach (var topic in Source.BusFile.GetProperty("Topics").EnumerateArray())
        {
            Same(topic, "Microsoft.ServiceBus/namespaces/topics", NameOf(topic));
            foreach (var subscription in topic.GetProperty("Subscriptions").EnumerateArray())
            {
                Same(subscription, "Microsoft.ServiceBus/namespaces/topics/subscriptions", $"{NameOf(topic)}/{NameOf(subscription)}");
            }
        }

        void Same(JsonElement declared, string type, string name)
        {
            var properties = Snapshot.At(
                snapshot.Of(type).Single(each => each.GetProperty("name").GetString()!.EndsWith($"/{name}", StringComparison.Ordinal)), "properties");
            var expected = declared.GetProperty("Properties").EnumerateObject().Select(each => $"{each.Name} = {each.Value}");
            var actual = properties.EnumerateObject().Where(each => each.Value.ValueKind != JsonValueKind.Null)
                .Select(each => $"{char.ToUpperInvariant(each.Name[0])}{each.Name[1..]} = {each.Value}");
            Assert.Equal(expected.Order(), actual.Order());
        }
    }

    [Fact]
    public void Each_sender_may_repeat_itself_and_sessions_are_where_they_are_taken()
    {
        var entities = Source.BusFile.GetProperty("Queues").EnumerateArray().Concat(Source.BusFile.GetProperty("Topics").EnumerateArray()).ToList();
        Assert.All(entities, each => Assert.True(Snapshot.At(each, "Properties.RequiresDuplicateDetection").GetBoolean(), NameOf(each)));

        Assert.Equal(
            Source.BusTriggers.Where(trigger => trigger.IsSessionsEnabled).Select(trigger => trigger.QueueName ?? trigger.SubscriptionName).Order(),
            entities.Concat(entities.Where(each => each.TryGetProperty("Subscriptions", out _)).SelectMany(each => each.GetProperty("Subscriptions").EnumerateArray()))
                .Where(each => each.GetProperty("Properties").TryGetProperty("RequiresSession", out var sessions) && sessions.GetBoolean()).Select(NameOf).Order());
    }

    /// <summary>A rule of the file, as the one-machine broker reads it, becomes a rule in Azure; the first takes the place of the one that lets everything in.</summary>
    [Fact]
    public async Task A_subscriptions_rules_are_deployed()
    {
        var rules = await RulesOfAsync("""
            [
              { "Name": "decided", "Properties": { "FilterType": "Correlation", "CorrelationFilter": { "Label": "approval.decided" } } },
              { "Name": "mails", "Properties": { "FilterType": "Correlation", "CorrelationFilter": { "Properties": { "channel": "email" } } } }
            ]
            """);

        Assert.Equal(["$Default: approval.decided, null", """mails: , {"channel":"email"}"""], rules.Order());
    }

    /// <summary>Whom the policy has set up members reads a subscription that lets in what is meant for it, and nothing else.</summary>
    [Fact]
    public void Each_system_of_the_policy_has_a_subscription_of_its_own()
    {
        var filters = Source.BusFile.GetProperty("Topics").EnumerateArray().SelectMany(topic => topic.GetProperty("Subscriptions").EnumerateArray())
            .Where(each => each.TryGetProperty("Rules", out _))
            .ToDictionary(NameOf, each => each.GetProperty("Rules").EnumerateArray().Select(TargetOf).ToList());
        var targets = Source.Policies.GetProperty("enrollment").GetProperty("provisioningTargets").EnumerateArray().Select(each => each.GetProperty("id").GetString()!);

        Assert.All(targets.Append("finance"), target => Assert.Equal([target], filters[target]));

        static string? TargetOf(JsonElement rule) => Snapshot.At(rule, "Properties.CorrelationFilter") is var filter
            && filter.TryGetProperty("Properties", out var properties) && properties.TryGetProperty("target", out var target) ? target.GetString() : null;
    }

    [Fact]
    public async Task Each_setting_is_there_and_no_other()
    {
        var asked = Source.Settings();
        Assert.Subset(asked.ToHashSet(), Optional.Keys.ToHashSet());
        var expected = asked.Except(Optional.Keys).Select(name => name.Replace(":", "__", StringComparison.Ordinal))
            .Concat(Source.BusTriggers.Select(each => each.Connection!).Distinct().SelectMany(ConnectionSettings))
            .Concat(Source.HostSettings)
            .Concat(OfTheHost);

        var snapshot = await Snapshot.OfAsync(Default);

        Names.Same("a setting", expected, snapshot.Settings.Keys);
    }

    [Fact]
    public async Task On_azure_storage_settings_turn_hosts_file_to_it()
    {
        const string Provider = "AzureFunctionsJobHost__extensions__durableTask__storageProvider__";
        var usual = (await Snapshot.OfAsync(Default)).Settings;
        var settings = (await Snapshot.OfAsync("azure-storage")).Settings;

        Assert.Equal(
            new Dictionary<string, string>
            {
                [Provider + "type"] = "azureStorage",
                [Provider + "connectionStringName"] = "AzureWebJobsStorage",
                [Provider + "controlQueueVisibilityTimeout"] = "00:01:00",
                [Provider + "maxQueuePollingInterval"] = "00:00:10",
            },
            settings.Where(each => !usual.ContainsKey(each.Key)).ToDictionary());
        Assert.Equal(["DURABLE_TASK_SCHEDULER_CONNECTION_STRING"], usual.Keys.Except(settings.Keys));
    }

    [Fact]
    public async Task With_a_domain_of_ones_own_its_names_and_the_channels_of_the_policy_are_settings()
    {
        var usual = (await Snapshot.OfAsync(Default)).Settings;
        var snapshot = await Snapshot.OfAsync("custom-domain");
        var channels = Source.Policies.GetProperty("staff").GetProperty("roles").EnumerateArray()
            .Where(role => role.TryGetProperty("webhookSetting", out _)).Select(role => role.GetProperty("webhookSetting").GetString()!).Append("Teams:WebhookKeys").ToList();

        Assert.Equal(
            channels.Select(each => each.Replace(":", "__", StringComparison.Ordinal)).Append("Site__Hosts").Append("OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID").Order(),
            snapshot.Settings.Keys.Except(usual.Keys).Order());
        Assert.All(channels, each => Assert.Equal(
            $"@Microsoft.KeyVault(VaultName={snapshot.Outputs["KEY_VAULT_NAME"]};SecretName={each.Replace(':', '-')})",
            snapshot.Settings[each.Replace(":", "__", StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task Staff_sign_in_where_there_is_a_registration_and_everybody_else_gets_through()
    {
        Assert.Equal("off", (await Snapshot.OfAsync(Default)).Settings["Staff__SignIn"]);
        Assert.Empty((await Snapshot.OfAsync(Default)).Of("Microsoft.Web/sites/config"));
        var snapshot = await Snapshot.OfAsync("custom-domain");
        var properties = Snapshot.At(snapshot.One("Microsoft.Web/sites/config"), "properties");

        Assert.Equal("easyauth", snapshot.Settings["Staff__SignIn"]);
        Assert.False(Snapshot.At(properties, "globalValidation.requireAuthentication").GetBoolean());
        Assert.Equal("AllowAnonymous", Snapshot.At(properties, "globalValidation.unauthenticatedClientAction").GetString());
        Assert.Equal("53544146-4600-4000-8000-0000000000cc", Snapshot.At(properties, "identityProviders.azureActiveDirectory.registration.clientId").GetString());
        Assert.Contains(Snapshot.At(properties, "identityProviders.azureActiveDirectory.registration.clientSecretSettingName").GetString()!, snapshot.Settings.Keys);
    }

    [Fact]
    public async Task Settings_say_what_the_host_and_the_app_need()
    {
        var settings = (await Snapshot.OfAsync(Default)).Settings;

        Assert.Equal("131072", settings["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"]);
        Assert.Equal("true", settings["AzureWebJobsDisableHomepage"]);
        Assert.Equal("always_off", settings["OTEL_TRACES_SAMPLER"]);
        Assert.Equal("1", settings["Site__TrustedHops"]);
        Assert.Equal("managedidentity", settings["ServiceBus__credential"]);
        Assert.StartsWith("https://func-", settings["Site__Address"]);
        Assert.EndsWith(".servicebus.windows.net", settings["ServiceBus__fullyQualifiedNamespace"]);
        // The host makes it a name of a hub: letters and digits.
        Assert.Matches("^[A-Za-z][A-Za-z0-9]{2,}$", settings["TASKHUB_NAME"]);
        Assert.DoesNotContain(settings, each => each.Value.Contains("Key=", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What the Graph calls in the code need: Microsoft's table of permissions, for an app without a user.</summary>
    [Fact]
    public void Each_permission_of_the_directory_is_asked_for_and_no_other()
    {
        (string Call, string Permission)[] calls =
        [
            ("graph.Invitations.PostAsync", "User.Invite.All"),
            ("graph.Users.GetAsync", "User.ReadWrite.All"),
            ("graph.Users[userId].GetAsync", "User.ReadWrite.All"),
            ("graph.Users[userId].DeleteAsync", "User.ReadWrite.All"),
            ("graph.Users[userId].Manager.GetAsync", "User.ReadWrite.All"),
            ("graph.Users[userId].CheckMemberGroups.Post", "GroupMember.ReadWrite.All"),
            ("graph.Users[userId].Events", "Calendars.ReadWrite"),
            ("graph.Groups[Group].Members.Ref.PostAsync", "GroupMember.ReadWrite.All"),
            ("graph.Groups[Group].Members[userId].Ref.DeleteAsync", "GroupMember.ReadWrite.All"),
            ("graph.Groups[group].TransitiveMembers", "GroupMember.ReadWrite.All"),
        ];
        var text = Source.Text();
        var found = Graph().Matches(text)
            .Select(match => match.Value).ToList();

        Assert.All(found, each => Assert.Contains(calls, call => each.StartsWith(call.Call, StringComparison.Ordinal)));
        Assert.All(calls, call => Assert.Contains(found, each => each.StartsWith(call.Call, StringComparison.Ordinal)));
        Assert.Equal(
            calls.Select(call => call.Permission).Distinct().Order(),
            File.ReadAllLines(Path.Combine(Repository.Root, "infra/graph-permissions.txt")).Order());
    }

    static string NameOf(JsonElement entity) => entity.GetProperty("Name").GetString()!;

    // With an address the section's own settings say who asks.
    static string[] ConnectionSettings(string connection) =>
        [$"{connection}__fullyQualifiedNamespace", $"{connection}__credential", $"{connection}__clientId"];

    static async Task<IReadOnlyList<string>> RulesOfAsync(string rules)
    {
        using var checkout = new Checkout();
        var file = Path.Combine(checkout.Root, "infra/servicebus.json");
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text.Replace("\"Name\": \"interactions\",", $"\"Name\": \"interactions\", \"Rules\": {rules},", StringComparison.Ordinal));
        var snapshot = await Snapshot.MakeAsync(Default, checkout);
        return
        [
            .. snapshot.Of("Microsoft.ServiceBus/namespaces/topics/subscriptions/rules").Where(rule => rule.GetProperty("name").GetString()!.Contains("/interactions/", StringComparison.Ordinal)).Select(rule =>
            {
                var filter = Snapshot.At(rule, "properties.correlationFilter");
                return $"{rule.GetProperty("name").GetString()!.Split('/')[^1]}: {filter.GetProperty("label")}, {JsonSerializer.Serialize(filter.GetProperty("properties"))}";
            }),
        ];
    }

    [GeneratedRegex(@"\b_?graph\.[A-Z][\w.\[\]]*")]
    private static partial Regex Graph();
}

using System.Text.Json;
using MemberServices.Bounces;

namespace MemberServices.Tests.Infra;

public sealed class WhenAVariantIsChosen
{
    public static TheoryData<string> Variants => [.. Snapshot.Variants];

    static readonly string[] Roles =
    [
        "app: communicationOwner on Communication/communicationServices",
        "app: monitoringMetricsPublisher on Insights/components",
        "app: serviceBusDataOwner on ServiceBus/namespaces",
        "app: storageBlobDataOwner on Storage/storageAccounts",
        "app: storageTableDataContributor on Storage/storageAccounts",
        "mail reports: serviceBusDataSender on ServiceBus/namespaces/queues",
    ];

    const string Scheduler = "app: durableTaskDataContributor on DurableTask/schedulers/taskHubs";

    [Theory]
    [InlineData("default", Scheduler)]
    [InlineData("network", Scheduler)]
    [InlineData("unverified-domain", Scheduler)]
    [InlineData("azure-storage", "app: storageQueueDataContributor on Storage/storageAccounts")]
    [InlineData(
        "custom-domain", Scheduler, "app: keyVaultSecretsUser on KeyVault/vaults", "deployer: keyVaultSecretsOfficer on KeyVault/vaults",
        "deployer: storageBlobDataReader on Storage/storageAccounts/blobServices/containers")]
    public async Task Everybody_has_the_roles_that_they_need_and_no_other(string variant, params string[] more) =>
        Assert.Equal(Roles.Concat(more).Order(), (await Snapshot.OfAsync(variant)).Grants.Order());

    [Fact]
    public async Task Every_role_that_has_a_name_is_given_to_somebody()
    {
        var given = new List<string>();
        foreach (var variant in Snapshot.Variants)
        {
            given.AddRange((await Snapshot.OfAsync(variant)).Grants.Select(each => each.Split(' ').SkipLast(2).Last()));
        }

        Assert.Equal(RoleNames.All.Order(), given.Distinct().Order());
    }

    /// <summary>The compiler takes any text where Azure takes one of a list.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public async Task What_is_one_of_a_list_is_one_of_it(string variant)
    {
        var snapshot = await Snapshot.OfAsync(variant);
        (string Type, string Path, string[] Values)[] lists =
        [
            ("Microsoft.Communication/communicationServices", "properties.dataLocation", ["United States", "Europe", "UK", "Canada"]),
            ("Microsoft.Communication/emailServices/domains", "properties.domainManagement", ["AzureManaged", "CustomerManaged"]),
            ("Microsoft.Communication/emailServices/domains", "properties.userEngagementTracking", ["Disabled"]),
            ("Microsoft.Consumption/budgets", "properties.timeGrain", ["Monthly"]),
            ("Microsoft.DurableTask/schedulers", "properties.sku.name", ["Consumption", "Dedicated"]),
            ("Microsoft.EventGrid/systemTopics", "properties.topicType", ["Microsoft.Communication.CommunicationServices"]),
            ("Microsoft.EventGrid/systemTopics/eventSubscriptions", "properties.eventDeliverySchema", ["CloudEventSchemaV1_0"]),
            ("Microsoft.EventGrid/systemTopics/eventSubscriptions", "properties.filter.includedEventTypes.0", [DeliveryReports.Received]),
            ("Microsoft.EventGrid/systemTopics/eventSubscriptions", "properties.deliveryWithResourceIdentity.destination.endpointType", ["ServiceBusQueue"]),
            ("Microsoft.Insights/components", "kind", ["web"]),
            ("Microsoft.Insights/metricAlerts", "properties.criteria.allOf.0.metricName", ["DeadletteredMessages"]),
            ("Microsoft.Insights/metricAlerts", "properties.criteria.allOf.0.timeAggregation", ["Maximum"]),
            ("Microsoft.Insights/metricAlerts", "properties.criteria.allOf.0.dimensions.0.name", ["EntityName"]),
            ("Microsoft.Insights/scheduledQueryRules", "kind", ["LogAlert"]),
            ("Microsoft.Insights/scheduledQueryRules", "properties.evaluationFrequency", ["PT5M", "PT10M", "PT15M", "PT30M", "PT1H"]),
            ("Microsoft.Insights/scheduledQueryRules", "properties.windowSize", ["PT5M", "PT10M", "PT15M", "PT30M", "PT1H", "P1D"]),
            ("Microsoft.KeyVault/vaults", "properties.sku.name", ["standard"]),
            ("Microsoft.OperationalInsights/workspaces", "properties.sku.name", ["PerGB2018"]),
            ("Microsoft.ServiceBus/namespaces", "sku.name", ["Standard"]),
            ("Microsoft.ServiceBus/namespaces", "sku.tier", ["Standard"]),
            ("Microsoft.ServiceBus/namespaces", "properties.minimumTlsVersion", ["1.2"]),
            ("Microsoft.Storage/storageAccounts", "kind", ["StorageV2"]),
            ("Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", ["TLS1_2"]),
            ("Microsoft.Storage/storageAccounts", "properties.publicNetworkAccess", ["Enabled", "Disabled"]),
            ("Microsoft.Web/serverfarms", "kind", ["functionapp"]),
            ("Microsoft.Web/serverfarms", "sku.name", ["FC1"]),
            ("Microsoft.Web/serverfarms", "sku.tier", ["FlexConsumption"]),
            ("Microsoft.Web/sites", "kind", ["functionapp,linux"]),
            ("Microsoft.Web/sites", "properties.siteConfig.minTlsVersion", ["1.2", "1.3"]),
            ("Microsoft.Web/sites", "properties.functionAppConfig.runtime.name", ["dotnet-isolated"]),
            ("Microsoft.Web/sites", "properties.functionAppConfig.runtime.version", ["10.0"]),
            ("Microsoft.Web/sites", "properties.functionAppConfig.deployment.storage.type", ["blobContainer"]),
            ("Microsoft.Web/sites", "properties.functionAppConfig.deployment.storage.authentication.type", ["UserAssignedIdentity"]),
        ];

        Assert.All(lists, list => Assert.All(snapshot.Of(list.Type), each => Assert.Contains(Snapshot.At(each, list.Path).GetString(), list.Values)));
        Assert.All(
            snapshot.Of("Microsoft.Authorization/roleAssignments").Where(each => each.GetProperty("properties").TryGetProperty("principalType", out var type) && type.ValueKind != JsonValueKind.Null),
            each => Assert.Equal("ServicePrincipal", Snapshot.At(each, "properties.principalType").GetString()));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Nothing_is_opened_by_a_key(string variant)
    {
        var snapshot = await Snapshot.OfAsync(variant);
        (string Type, string Path, bool Value)[] flags =
        [
            ("Microsoft.Communication/communicationServices", "properties.disableLocalAuth", true),
            ("Microsoft.Insights/components", "properties.DisableLocalAuth", true),
            ("Microsoft.OperationalInsights/workspaces", "properties.features.disableLocalAuth", true),
            ("Microsoft.ServiceBus/namespaces", "properties.disableLocalAuth", true),
            ("Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", false),
            ("Microsoft.Storage/storageAccounts", "properties.allowBlobPublicAccess", false),
            ("Microsoft.Web/sites", "properties.httpsOnly", true),
        ];

        Assert.All(flags, flag => Assert.Equal(flag.Value, Snapshot.At(snapshot.One(flag.Type), flag.Path).GetBoolean()));
        Assert.Equal(["ftp", "scm"], snapshot.Names("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Order());
        Assert.All(
            snapshot.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies"), each => Assert.False(Snapshot.At(each, "properties.allow").GetBoolean()));
    }

    [Theory]
    [InlineData("default", "DurableTask/schedulers", "DurableTask/schedulers/retentionPolicies", "DurableTask/schedulers/taskHubs")]
    [InlineData("azure-storage")]
    [InlineData(
        "network", "DurableTask/schedulers", "DurableTask/schedulers/retentionPolicies", "DurableTask/schedulers/taskHubs", "Network/privateDnsZones",
        "Network/privateDnsZones/virtualNetworkLinks", "Network/privateEndpoints", "Network/privateEndpoints/privateDnsZoneGroups", "Network/virtualNetworks")]
    [InlineData(
        "custom-domain", "Communication/emailServices/domains/senderUsernames", "Consumption/budgets", "DurableTask/schedulers",
        "DurableTask/schedulers/retentionPolicies", "DurableTask/schedulers/taskHubs", "KeyVault/vaults")]
    public async Task There_is_what_the_app_runs_on_and_nothing_else(string variant, params string[] more)
    {
        string[] usual =
        [
            "Authorization/roleAssignments", "Communication/communicationServices", "Communication/emailServices", "Communication/emailServices/domains",
            "EventGrid/systemTopics", "EventGrid/systemTopics/eventSubscriptions", "Insights/actionGroups", "Insights/components", "Insights/metricAlerts",
            "Insights/scheduledQueryRules", "Insights/workbooks", "ManagedIdentity/userAssignedIdentities", "OperationalInsights/workspaces",
            "Resources/resourceGroups", "ServiceBus/namespaces", "ServiceBus/namespaces/queues", "ServiceBus/namespaces/topics",
            "ServiceBus/namespaces/topics/subscriptions", "ServiceBus/namespaces/topics/subscriptions/rules", "Storage/storageAccounts",
            "Storage/storageAccounts/blobServices", "Storage/storageAccounts/blobServices/containers", "Web/serverfarms", "Web/sites", "Web/sites/basicPublishingCredentialsPolicies",
        ];

        Assert.Equal(
            usual.Concat(more).Order(StringComparer.Ordinal),
            (await Snapshot.OfAsync(variant)).Resources.Select(each => each.GetProperty("type").GetString()!["Microsoft.".Length..]).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Names that Azure refuses only when they are deployed.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Names_are_as_azure_takes_them(string variant)
    {
        var snapshot = await Snapshot.OfAsync(variant);
        (string Type, string Pattern)[] rules =
        [
            ("Microsoft.Storage/storageAccounts", "^[a-z0-9]{3,24}$"),
            ("Microsoft.ServiceBus/namespaces", "^[A-Za-z][A-Za-z0-9-]{4,48}[A-Za-z0-9]$"),
            ("Microsoft.KeyVault/vaults", "^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$"),
            ("Microsoft.DurableTask/schedulers", "^[A-Za-z0-9-]{3,64}$"),
            ("Microsoft.Web/sites", "^[A-Za-z0-9][A-Za-z0-9-]{0,58}[A-Za-z0-9]$"),
            ("Microsoft.EventGrid/systemTopics", "^[A-Za-z0-9-]{3,50}$"),
        ];

        Assert.All(rules, rule => Assert.All(snapshot.Of(rule.Type), each => Assert.Matches(rule.Pattern, each.GetProperty("name").GetString())));
    }

    /// <summary>What azd down deletes: all of it lies in one group, and is found by its tag.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public async Task All_of_it_lies_in_one_group(string variant)
    {
        var snapshot = await Snapshot.OfAsync(variant);
        var group = snapshot.One("Microsoft.Resources/resourceGroups");
        var name = Snapshot.At(group, "tags.azd-env-name").GetString();

        Assert.Equal($"rg-{name}", group.GetProperty("name").GetString());
        Assert.All(snapshot.Resources, each => Assert.Matches($"/resourceGroups/rg-{name}\\b|'rg-{name}'", each.GetProperty("id").GetString()));
        Assert.Equal("functions", Snapshot.At(snapshot.One("Microsoft.Web/sites"), "tags.azd-service-name").GetString());
    }

    [Theory]
    [InlineData("default", "5", "10", "can't be raised")]
    [InlineData("unverified-domain", "5", "10", "can't be raised")]
    [InlineData("custom-domain", "30", "100", "ask for more")]
    public async Task The_mail_services_quota_is_set_and_said(string variant, string perMinute, string perHour, string said)
    {
        var snapshot = await Snapshot.OfAsync(variant);

        Assert.Equal((perMinute, perHour), (snapshot.Settings["Mail__PerMinute"], snapshot.Settings["Mail__PerHour"]));
        Assert.Contains($"{perMinute} mails a minute and {perHour} an hour", snapshot.Outputs["MAIL_QUOTA"], StringComparison.Ordinal);
        Assert.Contains(said, snapshot.Outputs["MAIL_QUOTA"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default", "AzureManagedDomain", "AzureManagedDomain")]
    [InlineData("unverified-domain", "AzureManagedDomain,mls.example", "AzureManagedDomain")]
    [InlineData("custom-domain", "mls.example", "mls.example")]
    public async Task Mails_are_sent_from_a_domain_that_is_verified(string variant, string declared, string linked)
    {
        var snapshot = await Snapshot.OfAsync(variant);

        Assert.Equal(declared.Split(','), snapshot.Names("Microsoft.Communication/emailServices/domains").Order());
        var domains = Snapshot.At(snapshot.One("Microsoft.Communication/communicationServices"), "properties.linkedDomains").EnumerateArray();
        Assert.EndsWith($"/domains/{linked}", Assert.Single(domains).GetString());
        Assert.Equal(
            linked == "AzureManagedDomain" ? "[format('DoNotReply@{0}'" : "members@mls.example",
            snapshot.Settings["Email__Sender"].Split(',')[0]);
    }

    [Theory]
    [InlineData("default", "Consumption", null)]
    [InlineData("network", "Dedicated", "3")]
    public async Task The_scheduler_is_paid_by_use_or_by_capacity(string variant, string sku, string? capacity)
    {
        var scheduler = (await Snapshot.OfAsync(variant)).One("Microsoft.DurableTask/schedulers");

        Assert.Equal(sku, Snapshot.At(scheduler, "properties.sku.name").GetString());
        // Azure refuses a capacity of one that is paid by use.
        Assert.Equal(capacity, Snapshot.At(scheduler, "properties.sku").TryGetProperty("capacity", out var units) ? units.ToString() : null);
    }

    [Fact]
    public async Task On_azure_storage_there_is_no_scheduler_and_one_instance_stands_by()
    {
        var snapshot = await Snapshot.OfAsync("azure-storage");

        Assert.Empty(snapshot.Of("Microsoft.DurableTask/schedulers"));
        Assert.Equal(
            """[{"name":"durable","instanceCount":1}]""",
            JsonSerializer.Serialize(Snapshot.At(snapshot.One("Microsoft.Web/sites"), "properties.functionAppConfig.scaleAndConcurrency.alwaysReady")));
    }

    [Fact]
    public async Task With_a_network_storage_is_reached_from_there_alone()
    {
        var snapshot = await Snapshot.OfAsync("network");

        Assert.Equal("Disabled", Snapshot.At(snapshot.One("Microsoft.Storage/storageAccounts"), "properties.publicNetworkAccess").GetString());
        Assert.EndsWith("/subnets/app", Snapshot.At(snapshot.One("Microsoft.Web/sites"), "properties.virtualNetworkSubnetId").GetString());
        Assert.Equal(
            ["blob", "queue", "table"],
            snapshot.Of("Microsoft.Network/privateEndpoints").Select(each => Snapshot.At(each, "properties.privateLinkServiceConnections.0.properties.groupIds.0").GetString()).Order());
        Assert.Equal(
            ["'blob'", "'queue'", "'table'"],
            snapshot.Of("Microsoft.Network/privateDnsZones").Select(each => each.GetProperty("name").GetString()!)
                .Where(each => each.EndsWith(", environment().suffixes.storage)]", StringComparison.Ordinal)).Select(each => each.Split(", ")[1]).Order());
        // Requests come in from outside: a package can't be deployed through a private endpoint of the app's.
        Assert.DoesNotContain(snapshot.Of("Microsoft.Network/privateEndpoints"), each => each.GetRawText().Contains("Microsoft.Web", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("default", false, "[]")]
    [InlineData("custom-domain", true, """["ops@mls.example"]""")]
    public async Task Somebody_is_told(string variant, bool hasBudget, string mailed)
    {
        var snapshot = await Snapshot.OfAsync(variant);
        var people = snapshot.One("Microsoft.Insights/actionGroups");
        var id = people.GetProperty("id").GetString();

        Assert.Equal(hasBudget, snapshot.Of("Microsoft.Consumption/budgets").Any());
        Assert.Equal(
            mailed, JsonSerializer.Serialize(Snapshot.At(people, "properties.emailReceivers").EnumerateArray().Select(each => each.GetProperty("emailAddress").GetString())));
        Assert.Equal(mailed == "[]" ? 1 : 0, Snapshot.At(people, "properties.armRoleReceivers").GetArrayLength());
        Assert.All(snapshot.Of("Microsoft.Insights/scheduledQueryRules"), each => Assert.Equal(id, Snapshot.At(each, "properties.actions.actionGroups.0").GetString()));
        Assert.Equal(id, Snapshot.At(snapshot.One("Microsoft.Insights/metricAlerts"), "properties.actions.0.actionGroupId").GetString());
    }
}

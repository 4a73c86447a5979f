// Everything that the app runs on, for azd: docs/runbook.md says what the parameters are for and what they cost.
targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('The environment\'s name: "prod". All names are derived from it.')
param environmentName string

@minLength(1)
@metadata({ azd: { type: 'location' } })
param location string

@description('Who deploys: an object id. Empty: nobody gets a role for it.')
param principalId string = ''

@allowed(['', 'User', 'Group', 'ServicePrincipal'])
@description('What the deployer is. Empty: Azure finds out.')
param principalType string = ''

@allowed(['consumption', 'dedicated', 'storage'])
@description('What keeps the orchestrations: the Durable Task Scheduler, paid by use or by capacity, or the storage account.')
param durableBackend string = 'consumption'

@minValue(1)
@maxValue(3)
@description('Capacity units of the dedicated scheduler; three are highly available.')
param schedulerCapacity int = 1

@minLength(3)
@maxLength(40)
@description('Letters and digits. A new name is a new, empty hub: finish the cases of the old one first.')
param taskHubName string = 'members'

@description('Whether the app goes out through a network of its own, from which alone storage is reached.')
param useNetwork bool = false

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@minValue(1)
@maxValue(1000)
@description('Instances of the app at most, and so what it can cost.')
param maximumInstances int = 40

@allowed([512, 2048, 4096])
param instanceMemory int = 2048

@description('The domain that mails are sent from. Empty: one of Azure\'s own, for trying out, with 10 mails an hour at most.')
param mailDomain string = ''

@description('Whether the DNS records of the domain are verified. Until then mails are sent from Azure\'s own.')
param mailDomainVerified bool = false

@description('What stands before the @ in the sender\'s address; on Azure\'s own domain it is DoNotReply.')
param mailSender string = 'members'

@description('Mails a minute that the mail service takes, if its quota was raised; 0: what it takes without.')
param mailPerMinute int = 0

@description('Mails an hour, likewise.')
param mailPerHour int = 0

@description('Where mails are kept while they are sent.')
param mailDataLocation string = 'United States'

@description('The system topic of the mail service\'s events, if there is one already.')
param mailEventsTopicName string = ''

@description('The directory\'s group that members are put into: its object id.')
param membersGroupId string

@description('The site\'s address, if it isn\'t the function app\'s own: https://members.mls.example')
param siteAddress string = ''

@description('More names that the site may be asked by, separated by spaces.')
param siteHosts string = ''

@description('The staff roles of policies.json whose Teams channel\'s address is in the key vault: "level-1 ops". Empty and no commands: no vault.')
param teamsChannels string = ''

@description('Whether the security tokens of the outgoing webhooks in Teams are in the key vault, so that staff can type commands.')
param teamsCommands bool = false

@description('The app registration that staff sign in with: its client id. Empty: the staff page is closed.')
param staffClientId string = ''

@description('Whether a deleted key vault is kept for its 7 days whatever anybody does. It can\'t be turned off again.')
param purgeProtection bool = false

@description('Whom alerts are mailed to. Empty: the subscription\'s owners.')
param alertEmail string = ''

@minValue(0)
@description('What a month may cost, in the subscription\'s currency, before somebody is told. 0: no budget.')
param budgetAmount int = 100

@description('The first day of the month that the budget begins in; the preprovision hook sets it once. Empty: no budget.')
param budgetStart string = ''

@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@minValue(1)
@description('GB of telemetry a day after which nothing more is taken.')
param logDailyCapGb int = 1

var names = loadJsonContent('abbreviations.json')
var policies = loadJsonContent('../policies.json')
var tags = { 'azd-env-name': environmentName }
var token = toLower(uniqueString(subscription().id, environmentName, location))
var appName = '${names.functionApp}${token}'
var deliveryReports = 'delivery-reports'
var isOnStorage = durableBackend == 'storage'

var secretSettings = concat(
  teamsCommands ? ['Teams:WebhookKeys'] : [],
  map(
    filter(
      policies.staff.roles,
      role => contains(role, 'webhookSetting') && contains(split(teamsChannels, ' '), role.id)
    ),
    role => string(any(role).webhookSetting)
  )
)

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: '${names.resourceGroup}${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: '${names.identity}${token}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: '${names.logAnalytics}${token}'
    insightsName: '${names.applicationInsights}${token}'
    location: location
    tags: tags
    appPrincipalId: identity.outputs.principalId
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: '${names.storage}${token}'
    location: location
    tags: tags
    sku: storageSku
    appPrincipalId: identity.outputs.principalId
    keepsOrchestrations: isOnStorage
    isPrivate: useNetwork
    deployerId: principalId
    deployerType: principalType
  }
}

module network 'modules/network.bicep' = if (useNetwork) {
  name: 'network'
  scope: group
  params: {
    name: '${names.virtualNetwork}${token}'
    endpointPrefix: '${names.privateEndpoint}${token}-'
    location: location
    tags: tags
    storageId: storage.outputs.id
  }
}

module serviceBus 'modules/service-bus.bicep' = {
  name: 'service-bus'
  scope: group
  params: {
    name: '${names.serviceBus}${token}'
    location: location
    tags: tags
    appPrincipalId: identity.outputs.principalId
  }
}

module scheduler 'modules/scheduler.bicep' = if (!isOnStorage) {
  name: 'scheduler'
  scope: group
  params: {
    name: '${names.scheduler}${token}'
    location: location
    tags: tags
    skuName: durableBackend == 'dedicated' ? 'Dedicated' : 'Consumption'
    capacity: schedulerCapacity
    hubName: taskHubName
    appPrincipalId: identity.outputs.principalId
  }
}

module mail 'modules/mail.bicep' = {
  name: 'mail'
  scope: group
  params: {
    serviceName: '${names.communicationService}${token}'
    emailName: '${names.emailService}${token}'
    tags: tags
    dataLocation: mailDataLocation
    domainName: mailDomain
    isVerified: mailDomainVerified
    senderName: mailSender
    appPrincipalId: identity.outputs.principalId
  }
}

module mailReports 'modules/mail-reports.bicep' = {
  name: 'mail-reports'
  scope: group
  params: {
    topicName: empty(mailEventsTopicName) ? '${names.systemTopic}${token}' : mailEventsTopicName
    tags: tags
    communicationServiceId: mail.outputs.id
    busName: serviceBus.outputs.name
    queueName: deliveryReports
  }
}

module secrets 'modules/secrets.bicep' = if (!empty(secretSettings)) {
  name: 'secrets'
  scope: group
  params: {
    name: '${names.keyVault}${token}'
    location: location
    tags: tags
    appPrincipalId: identity.outputs.principalId
    purgeProtection: purgeProtection
    settings: secretSettings
    deployerId: principalId
    deployerType: principalType
  }
}

// What the mail service takes without being asked for more: a domain of Azure's own, and one of ours.
var isMailCustom = !empty(mailDomain) && mailDomainVerified
var perMinute = mailPerMinute > 0 ? mailPerMinute : isMailCustom ? 30 : 5
var perHour = mailPerHour > 0 ? mailPerHour : isMailCustom ? 100 : 10

var settings = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.outputs.clientId
  AzureWebJobsStorage__blobServiceUri: storage.outputs.blobEndpoint
  AzureWebJobsStorage__queueServiceUri: storage.outputs.queueEndpoint
  AzureWebJobsStorage__tableServiceUri: storage.outputs.tableEndpoint
  // The host's page at / would hide the site's own.
  AzureWebJobsDisableHomepage: 'true'
  // The host reads a body whole before the app sees it.
  FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '131072'
  // Which identity the app's own clients take.
  AZURE_CLIENT_ID: identity.outputs.clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.outputs.clientId};Authorization=AAD'
  // The host's spans have addresses with tokens in them; the app's have none, and are sent all the same.
  OTEL_TRACES_SAMPLER: 'always_off'
  Tables__Endpoint: storage.outputs.tableEndpoint
  ServiceBus__fullyQualifiedNamespace: serviceBus.outputs.host
  ServiceBus__credential: 'managedidentity'
  ServiceBus__clientId: identity.outputs.clientId
  Email__Endpoint: mail.outputs.endpoint
  Email__Sender: mail.outputs.sender
  Mail__PerMinute: string(perMinute)
  Mail__PerHour: string(perHour)
  Directory__MembersGroupId: membersGroupId
  Site__Address: empty(siteAddress) ? 'https://${appName}.azurewebsites.net' : siteAddress
  // Azure's front end.
  Site__TrustedHops: '1'
  // Who is signed in is believed only where the platform says so.
  Staff__SignIn: empty(staffClientId) ? 'off' : 'easyauth'
  TASKHUB_NAME: taskHubName
}

var schedulerSettings = isOnStorage
  ? {
      // host.json is for the scheduler; these turn it to the storage account.
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureStorage'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'AzureWebJobsStorage'
      // After a crash in the middle of a decision nobody else takes it up sooner; 5 minutes without.
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__controlQueueVisibilityTimeout: '00:01:00'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__maxQueuePollingInterval: '00:00:10'
    }
  : {
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${scheduler!.outputs.endpoint};Authentication=ManagedIdentity;ClientID=${identity.outputs.clientId}'
    }

module app 'modules/function-app.bicep' = {
  name: 'function-app'
  scope: group
  params: {
    planName: '${names.functionPlan}${token}'
    name: appName
    location: location
    tags: tags
    identityId: identity.outputs.id
    packagesAddress: '${storage.outputs.blobEndpoint}${storage.outputs.packages}'
    maximumInstances: maximumInstances
    instanceMemory: instanceMemory
    alwaysReady: isOnStorage
    subnetId: useNetwork ? network!.outputs.appSubnetId : ''
    staffClientId: staffClientId
    settings: union(
      settings,
      schedulerSettings,
      empty(siteHosts) ? {} : { Site__Hosts: siteHosts },
      // The sign-in proves itself by the app's identity: there is no client secret.
      empty(staffClientId) ? {} : { OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: identity.outputs.clientId },
      empty(secretSettings) ? {} : secrets!.outputs.settings
    )
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    actionGroupName: '${names.actionGroup}${token}'
    metricAlertName: '${names.metricAlert}dead-letters'
    queryAlertPrefix: names.queryAlert
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    busId: serviceBus.outputs.id
    email: alertEmail
  }
}

module budget 'modules/budget.bicep' = if (budgetAmount > 0 && !empty(budgetStart)) {
  name: 'budget'
  scope: group
  params: {
    name: '${names.budget}${environmentName}'
    amount: budgetAmount
    start: budgetStart
    actionGroupId: alerts.outputs.actionGroupId
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
  }
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_NAME string = app.outputs.name
output SITE_ADDRESS string = settings.Site__Address
output APP_PRINCIPAL_ID string = identity.outputs.principalId
output STORAGE_NAME string = storage.outputs.name
output PACKAGES_CONTAINER string = storage.outputs.packages
output STORAGE_IS_PRIVATE bool = useNetwork
output DEPLOYER_ID string = principalId
output EMAIL_SERVICE_NAME string = '${names.emailService}${token}'
output MAIL_DOMAIN string = mailDomain
output MAIL_DOMAIN_VERIFIED bool = mailDomainVerified
output MAIL_SENDER string = mail.outputs.sender
output MAIL_QUOTA string = isMailCustom
  ? '${perMinute} mails a minute and ${perHour} an hour from ${mailDomain}; ask for more as docs/runbook.md says'
  : '${perMinute} mails a minute and ${perHour} an hour from a domain of Azure\'s own, for trying out: it can\'t be raised'
output KEY_VAULT_NAME string = empty(secretSettings) ? '' : secrets!.outputs.name
output KEY_VAULT_SECRETS string = join(map(secretSettings, each => replace(each, ':', '-')), ' ')
output MEMBERS_GROUP_ID string = membersGroupId
@description('Each role that the app needs, with where: role@scope, separated by spaces. The check asks for each.')
output APP_GRANTS string = join(
  concat(
    monitoring.outputs.grants,
    storage.outputs.grants,
    serviceBus.outputs.grants,
    mail.outputs.grants,
    isOnStorage ? [] : scheduler!.outputs.grants,
    empty(secretSettings) ? [] : secrets!.outputs.grants
  ),
  ' '
)

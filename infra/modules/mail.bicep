// Outgoing email. A domain of Azure's own works at once and is for trying out: 10 mails an hour, which can't be raised.
// A custom domain is declared first, and used when its DNS records are verified (mailDomainVerified).
param serviceName string
param emailName string
param tags object

@description('Where mails are kept while they are sent, such as "United States".')
param dataLocation string

@description('The custom domain; empty: Azure\'s own.')
param domainName string

@description('Whether the custom domain\'s DNS records are verified.')
param isVerified bool

@description('What stands before the @ of the custom domain.')
param senderName string

@description('Object id of the app\'s identity.')
param appPrincipalId string

var roles = loadJsonContent('../roles.json')
var isCustom = !empty(domainName) && isVerified

resource email 'Microsoft.Communication/emailServices@2025-09-01' = {
  name: emailName
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
  }
}

resource managed 'Microsoft.Communication/emailServices/domains@2025-09-01' = if (!isCustom) {
  parent: email
  name: 'AzureManagedDomain'
  location: 'global'
  tags: tags
  properties: {
    domainManagement: 'AzureManaged'
    userEngagementTracking: 'Disabled'
  }
}

resource custom 'Microsoft.Communication/emailServices/domains@2025-09-01' = if (!empty(domainName)) {
  parent: email
  name: empty(domainName) ? 'none' : domainName
  location: 'global'
  tags: tags
  properties: {
    domainManagement: 'CustomerManaged'
    userEngagementTracking: 'Disabled'
  }

  resource sender 'senderUsernames' = if (isCustom) {
    name: senderName
    properties: {
      username: senderName
    }
  }
}

resource service 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: serviceName
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    disableLocalAuth: true
    linkedDomains: [isCustom ? custom.id : managed.id]
  }
}

// There is no built-in role that only sends.
resource owner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(service.id, appPrincipalId, roles.communicationOwner)
  scope: service
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.communicationOwner)
  }
}

output id string = service.id
output endpoint string = 'https://${service.properties.hostName}'
output sender string = isCustom ? '${senderName}@${domainName}' : 'DoNotReply@${managed!.properties.fromSenderDomain}'
output grants string[] = ['${roles.communicationOwner}@${service.id}']

// The app's tables, the host's own blobs, and the package that is deployed. No key opens it, only identities do.
param name string
param location string
param tags object
param sku string

@description('Object id of the app\'s identity.')
param appPrincipalId string

@description('Whether orchestrations are kept here, too: the app then needs its queues.')
param keepsOrchestrations bool

@description('Whether only the virtual network reaches it.')
param isPrivate bool

@description('Who deploys; empty: nobody gets a role.')
param deployerId string

@description('What the deployer is; empty: Azure finds out.')
param deployerType string

var roles = loadJsonContent('../roles.json')
var packages = 'app-package'
var appRoles = concat(
  [roles.storageBlobDataOwner, roles.storageTableDataContributor],
  keepsOrchestrations ? [roles.storageQueueDataContributor] : []
)

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: {
        enabled: true
        days: 7
      }
    }

    resource container 'containers' = {
      name: packages
    }
  }
}

resource grants 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in appRoles: {
    name: guid(account.id, appPrincipalId, role)
    scope: account
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

// With it the predeploy hook sees when the roles of this deployment are in effect.
resource deployer 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerId)) {
  name: guid(account::blobs::container.id, deployerId, roles.storageBlobDataReader)
  scope: account::blobs::container
  properties: {
    principalId: deployerId
    principalType: empty(deployerType) ? null : deployerType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataReader)
  }
}

output id string = account.id
output name string = account.name
output packages string = packages
output blobEndpoint string = account.properties.primaryEndpoints.blob
output queueEndpoint string = account.properties.primaryEndpoints.queue
output tableEndpoint string = account.properties.primaryEndpoints.table
output grants string[] = [for role in appRoles: '${role}@${account.id}']

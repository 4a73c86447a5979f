// The only secrets: the addresses of Teams channels, where whoever knows one can post, and the security tokens of outgoing
// webhooks, by which whoever knows one can sign as Teams. They come into the vault by hand (docs/runbook.md), never through a parameter: those are kept in clear.
param name string
param location string
param tags object

@description('Object id of the app\'s identity.')
param appPrincipalId string

@description('Whether a deleted vault is kept for its 7 days whatever anybody does; its name is taken until then.')
param purgeProtection bool

@description('The app settings that are secrets: "Teams:Level1".')
param settings string[]

@description('Who deploys, and may write secrets; empty: nobody gets a role.')
param deployerId string

@description('What the deployer is; empty: Azure finds out.')
param deployerType string

var roles = loadJsonContent('../roles.json')

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    enablePurgeProtection: purgeProtection ? true : null
  }
}

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, appPrincipalId, roles.keyVaultSecretsUser)
  scope: vault
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
  }
}

resource writer 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerId)) {
  name: guid(vault.id, deployerId, roles.keyVaultSecretsOfficer)
  scope: vault
  properties: {
    principalId: deployerId
    principalType: empty(deployerType) ? null : deployerType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsOfficer)
  }
}

output name string = vault.name
output settings object = toObject(
  settings,
  setting => replace(setting, ':', '__'),
  setting => '@Microsoft.KeyVault(VaultName=${name};SecretName=${replace(setting, ':', '-')})'
)
output grants string[] = ['${roles.keyVaultSecretsUser}@${vault.id}']

// Keeps the orchestrations: the Durable Task Scheduler.
param name string
param location string
param tags object

@allowed(['Consumption', 'Dedicated'])
param skuName string

@description('Capacity units of Dedicated; three are highly available.')
@minValue(1)
@maxValue(3)
param capacity int

param hubName string

@description('Object id of the app\'s identity.')
param appPrincipalId string

var roles = loadJsonContent('../roles.json')

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    // Who may come in is decided by identity.
    ipAllowlist: ['0.0.0.0/0']
    sku: skuName == 'Dedicated' ? { name: skuName, capacity: capacity } : { name: skuName }
  }

  resource hub 'taskHubs' = {
    name: hubName
  }

  // Counted from an orchestration's end; what runs is kept.
  resource retention 'retentionPolicies' = {
    name: 'default'
    properties: {
      retentionPolicies: [
        {
          retentionPeriodInDays: 30
        }
      ]
    }
  }
}

resource worker 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(scheduler::hub.id, appPrincipalId, roles.durableTaskDataContributor)
  scope: scheduler::hub
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.durableTaskDataContributor
    )
  }
}

output endpoint string = scheduler.properties.endpoint
output grants string[] = ['${roles.durableTaskDataContributor}@${scheduler::hub.id}']

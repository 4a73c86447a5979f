// The queues and topics of servicebus.json, which the one-machine broker reads as well. Duplicate detection and sessions
// can't be changed on an entity that is there.
param name string
param location string
param tags object

@description('Object id of the app\'s identity.')
param appPrincipalId string

var roles = loadJsonContent('../roles.json')
var declared = loadJsonContent('../servicebus.json').UserConfig.Namespaces[0]

resource bus 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: 'Standard'
    tier: 'Standard'
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
  }
}

resource queues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [
  for queue in declared.Queues: {
    parent: bus
    name: queue.Name
    properties: {
      lockDuration: queue.Properties.LockDuration
      maxDeliveryCount: queue.Properties.MaxDeliveryCount
      requiresDuplicateDetection: queue.Properties.RequiresDuplicateDetection
      duplicateDetectionHistoryTimeWindow: queue.Properties.DuplicateDetectionHistoryTimeWindow
      requiresSession: queue.Properties.RequiresSession
      deadLetteringOnMessageExpiration: queue.Properties.DeadLetteringOnMessageExpiration
      defaultMessageTimeToLive: any(queue.Properties).?DefaultMessageTimeToLive
    }
  }
]

resource topics 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' = [
  for topic in declared.Topics: {
    parent: bus
    name: topic.Name
    properties: {
      requiresDuplicateDetection: topic.Properties.RequiresDuplicateDetection
      duplicateDetectionHistoryTimeWindow: topic.Properties.DuplicateDetectionHistoryTimeWindow
      defaultMessageTimeToLive: any(topic.Properties).?DefaultMessageTimeToLive
    }
  }
]

module subscriptions 'service-bus-subscriptions.bicep' = [
  for topic in declared.Topics: {
    name: 'subscriptions-of-${topic.Name}'
    params: {
      namespaceName: bus.name
      topicName: topic.Name
      subscriptions: topic.Subscriptions
    }
    dependsOn: [topics]
  }
]

// It may manage, too: otherwise the platform looks at the first messages of a queue alone, and behind mails that wait for
// their time it wouldn't see that others are due, and wake the app.
resource owner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(bus.id, appPrincipalId, roles.serviceBusDataOwner)
  scope: bus
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataOwner)
  }
}

output id string = bus.id
output name string = bus.name
output host string = '${bus.name}.servicebus.windows.net'
output grants string[] = ['${roles.serviceBusDataOwner}@${bus.id}']

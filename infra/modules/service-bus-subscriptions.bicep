// A topic's subscriptions, each with its rules; without rules it takes every message. Azure gives each a rule "$Default"
// that lets everything in: the first rule takes its place.
param namespaceName string
param topicName string
param subscriptions array

var rules = flatten(map(
  subscriptions,
  each =>
    map(each.?Rules ?? [], (rule, i) => {
      subscription: each.Name
      name: i == 0 ? '$Default' : rule.Name
      filter: rule.Properties.CorrelationFilter
    })
))

resource topic 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' existing = {
  name: '${namespaceName}/${topicName}'
}

resource each 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = [
  for subscription in subscriptions: {
    parent: topic
    name: subscription.Name
    properties: {
      lockDuration: subscription.Properties.LockDuration
      maxDeliveryCount: subscription.Properties.MaxDeliveryCount
      requiresSession: subscription.Properties.RequiresSession
      deadLetteringOnMessageExpiration: subscription.Properties.DeadLetteringOnMessageExpiration
      defaultMessageTimeToLive: subscription.Properties.?DefaultMessageTimeToLive
    }
  }
]

resource filters 'Microsoft.ServiceBus/namespaces/topics/subscriptions/rules@2024-01-01' = [
  for rule in rules: {
    name: '${namespaceName}/${topicName}/${rule.subscription}/${rule.name}'
    properties: {
      filterType: 'CorrelationFilter'
      correlationFilter: {
        label: rule.filter.?Label
        correlationId: rule.filter.?CorrelationId
        messageId: rule.filter.?MessageId
        sessionId: rule.filter.?SessionId
        replyTo: rule.filter.?ReplyTo
        replyToSessionId: rule.filter.?ReplyToSessionId
        to: rule.filter.?To
        contentType: rule.filter.?ContentType
        properties: rule.filter.?Properties
      }
    }
    dependsOn: [each]
  }
]

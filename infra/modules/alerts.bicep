// What somebody must know of. docs/runbook.md says of each what it means and what to do.
param actionGroupName string
param metricAlertName string
param queryAlertPrefix string
param location string
param tags object
param workspaceId string
param busId string

@description('Whom alerts are mailed to; empty: the subscription\'s owners.')
param email string

// The role Owner.
var owners = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'

// Looked at every that many minutes, over a window as long. Each query has a row when something is wrong.
var alerts = [
  {
    name: 'server-errors'
    title: 'Requests fail on our side'
    severity: 1
    every: 'PT15M'
    window: 'PT15M'
    query: loadTextContent('../queries/server-errors.kql')
  }
  {
    name: 'latency'
    title: 'Requests are slow'
    severity: 2
    every: 'PT15M'
    window: 'PT15M'
    query: loadTextContent('../queries/latency.kql')
  }
  {
    name: 'mail-failures'
    title: 'Mails can\'t be sent'
    severity: 1
    every: 'PT15M'
    window: 'PT15M'
    query: loadTextContent('../queries/mail-failures.kql')
  }
  {
    name: 'mail-quota'
    title: 'The mail service\'s quota is used up'
    severity: 2
    every: 'PT30M'
    window: 'PT1H'
    query: loadTextContent('../queries/mail-quota.kql')
  }
  {
    name: 'stuck-cases'
    title: 'Cases are stuck'
    severity: 2
    every: 'PT1H'
    window: 'PT1H'
    query: loadTextContent('../queries/stuck-cases.kql')
  }
  {
    name: 'failed-orchestrations'
    title: 'Orchestrations have failed'
    severity: 1
    every: 'PT1H'
    window: 'PT1H'
    query: loadTextContent('../queries/failed-orchestrations.kql')
  }
  {
    name: 'heartbeat'
    title: 'A timer doesn\'t run any more'
    severity: 1
    every: 'PT1H'
    window: 'P1D'
    range: 'P2D'
    query: loadTextContent('../queries/heartbeat.kql')
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'members'
    emailReceivers: empty(email) ? [] : [{ name: 'ops', emailAddress: email, useCommonAlertSchema: true }]
    armRoleReceivers: empty(email) ? [{ name: 'owners', roleId: owners, useCommonAlertSchema: true }] : []
  }
}

// A gauge: how many lie there. It is over when the dead letters are gone.
resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: metricAlertName
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages that could not be carried out are set aside.'
    severity: 1
    enabled: true
    autoMitigate: true
    scopes: [busId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead-letters'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
          operator: 'GreaterThan'
          threshold: 0
          timeAggregation: 'Maximum'
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

// A new workspace has no tables yet, so the queries aren't tried when they are deployed.
resource queries 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alerts: {
    name: '${queryAlertPrefix}${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.title
      severity: alert.severity
      enabled: true
      autoMitigate: true
      skipQueryValidation: true
      scopes: [workspaceId]
      evaluationFrequency: alert.every
      windowSize: alert.window
      overrideQueryTimeRange: any(alert).?range
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: [people.id]
      }
    }
  }
]

output actionGroupId string = people.id

// Says when a month gets dearer than it should. It stops nothing.
param name string

@description('A month\'s, in the subscription\'s currency.')
param amount int

@description('The first day of the month that it begins in; it can\'t be changed afterwards.')
param start string

param actionGroupId string

var notices = [
  { key: 'forecast', of: 'Forecasted', percent: 100 }
  { key: 'most', of: 'Actual', percent: 80 }
  { key: 'all', of: 'Actual', percent: 100 }
]

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: start
    }
    notifications: toObject(notices, each => each.key, each => {
      enabled: true
      operator: 'GreaterThanOrEqualTo'
      threshold: each.percent
      thresholdType: each.of
      contactEmails: []
      contactGroups: [actionGroupId]
    })
  }
}

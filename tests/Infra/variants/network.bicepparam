using '../../../infra/main.bicep'

param environmentName = 'network'
param location = 'eastus2'
param membersGroupId = '53544146-4600-4000-8000-0000000000aa'
param useNetwork = true
param durableBackend = 'dedicated'
param schedulerCapacity = 3

using '../../../infra/main.bicep'

param environmentName = 'try'
param location = 'eastus2'
param membersGroupId = '53544146-4600-4000-8000-0000000000aa'

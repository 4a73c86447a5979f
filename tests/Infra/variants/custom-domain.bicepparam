using '../../../infra/main.bicep'

param environmentName = 'prod'
param location = 'eastus2'
param principalId = '53544146-4600-4000-8000-0000000000bb'
param principalType = 'ServicePrincipal'
param membersGroupId = '53544146-4600-4000-8000-0000000000aa'
param mailDomain = 'mls.example'
param mailDomainVerified = true
param siteAddress = 'https://members.mls.example'
param siteHosts = 'func-members.azurewebsites.net'
param teamsChannels = 'level-1 level-2 managers ops'
param teamsCommands = true
param staffClientId = '53544146-4600-4000-8000-0000000000cc'
param purgeProtection = true
param alertEmail = 'ops@mls.example'
param budgetStart = '2026-11-01'

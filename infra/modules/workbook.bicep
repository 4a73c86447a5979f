// How it goes, at a glance, for those who run it.
param location string
param tags object
param workspaceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'member-services')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    category: 'workbook'
    displayName: 'Member services'
    sourceId: workspaceId
    version: '1.0'
    serializedData: replace(loadTextContent('../workbook.json'), '{workspace}', workspaceId)
  }
}

import { created, operation, user } from './operation.ts'

/** Data sources. */
export const dataSourcesOperations = {
  list: operation('GET', '/data-sources', 'List data sources', user('viewer', 'read')),
  engines: operation('GET', '/data-sources/engines', 'List the engines that can be connected, with their settings', user('viewer', 'read')),
  connect: operation('POST', '/data-sources/connect', 'Connect a data source', user('member', 'write'), created),
  query: operation('POST', '/data-sources/query', 'Query a data source, reading only', user('member', 'execute')),
  upload: operation('POST', '/data-sources/upload', 'Upload files as an offline data source', user('member', 'write'), {
    request: 'multipart',
    ...created,
  }),
  get: operation('GET', '/data-sources/:connection_id', 'Get a data source', user('viewer', 'read')),
  update: operation('PUT', '/data-sources/:connection_id', 'Update a data source', user('member', 'write')),
  testConnection: operation(
    'POST',
    '/data-sources/:connection_id/test-connection',
    'Test the connection to a data source',
    user('member', 'write'),
  ),
  schema: operation(
    'GET',
    '/data-sources/:connection_id/schema',
    'Read which tables and columns a data source has',
    user('member', 'read'),
  ),
  delete: operation('DELETE', '/data-sources/:connection_id', 'Delete a data source', user('member', 'write')),
  sync: operation('POST', '/data-sources/:connection_id/sync', 'Read a copy or a website again now', user('member', 'write')),
} as const

/** Queries that agents can ask by name. */
export const savedQueriesOperations = {
  list: operation('GET', '/saved-queries', 'List saved queries', user('viewer', 'read')),
  create: operation('POST', '/saved-queries', 'Save a query that agents can ask by name', user('member', 'write'), created),
  get: operation('GET', '/saved-queries/:query_id', 'Get a saved query', user('viewer', 'read')),
  update: operation('PUT', '/saved-queries/:query_id', 'Change a saved query', user('member', 'write')),
  delete: operation('DELETE', '/saved-queries/:query_id', 'Delete a saved query', user('member', 'write')),
  run: operation('POST', '/saved-queries/:query_id/run', 'Ask a saved query', user('member', 'execute')),
} as const

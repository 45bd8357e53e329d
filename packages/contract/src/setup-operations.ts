import { created, operation, user } from './operation.ts'

/** Where agents are reached. */
export const deploymentsOperations = {
  list: operation('GET', '/deployments', 'List deployments', user('viewer', 'read')),
  platforms: operation('GET', '/deployments/platforms', 'List the platforms and their settings', user('viewer', 'read')),
  deployMessaging: operation('POST', '/deployments/messaging', 'Deploy an agent to a messaging platform', user('admin', 'write'), created),
  deployEcommerce: operation(
    'POST',
    '/deployments/ecommerce',
    'Deploy an agent to an e-commerce platform',
    user('admin', 'write'),
    created,
  ),
  get: operation('GET', '/deployments/:deployment_id', 'Get a deployment', user('viewer', 'read')),
  update: operation('PUT', '/deployments/:deployment_id', 'Update a deployment', user('admin', 'write')),
  delete: operation('DELETE', '/deployments/:deployment_id', 'Delete a deployment', user('admin', 'write')),
} as const

/** HTTP tools of companies. */
export const toolsOperations = {
  list: operation('GET', '/tools', 'List the tools that agents can be given', user('viewer', 'read')),
  create: operation('POST', '/tools', 'Add an HTTP tool of one’s own', user('admin', 'write'), created),
  get: operation('GET', '/tools/:tool_id', 'Get an HTTP tool', user('viewer', 'read')),
  update: operation('PUT', '/tools/:tool_id', 'Change an HTTP tool', user('admin', 'write')),
  delete: operation('DELETE', '/tools/:tool_id', 'Delete an HTTP tool', user('admin', 'write')),
  rotateSecret: operation('POST', '/tools/:tool_id/rotate-secret', 'Replace the signing secret of an HTTP tool', user('admin', 'write')),
  test: operation('POST', '/tools/:tool_id/test', 'Call an HTTP tool once, as an agent would', user('admin', 'write')),
} as const

/** Models, and keys of companies with their providers. */
export const modelsOperations = {
  list: operation('GET', '/models', 'List models with their abilities and prices', user('viewer', 'read')),
  listKeys: operation('GET', '/models/keys', 'List the model providers, and which have a key of the company’s own', user('admin', 'read')),
  setKey: operation('PUT', '/models/keys/:provider', 'Use a key of the company’s own with a provider', user('admin', null)),
  deleteKey: operation('DELETE', '/models/keys/:provider', 'Forget the company’s own key', user('admin', null)),
} as const

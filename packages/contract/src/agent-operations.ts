import { created, operation, streaming, user } from './operation.ts'

/** A change of an agent can be tried by its tests first. */
const testing = { queryNames: ['run_tests', 'require_tests'] } as const

/** Agents and their versions. */
export const agentsOperations = {
  list: operation('GET', '/agents', 'List agents', user('viewer', 'read')),
  create: operation('POST', '/agents', 'Create an agent', user('member', 'write'), created),
  get: operation('GET', '/agents/:agent_id', 'Get an agent', user('viewer', 'read')),
  update: operation('PUT', '/agents/:agent_id', 'Update an agent', user('member', 'write'), testing),
  delete: operation('DELETE', '/agents/:agent_id', 'Delete an agent', user('member', 'write')),
  versions: operation('GET', '/agents/:agent_id/versions', 'List the versions of an agent', user('viewer', 'read')),
  restore: operation(
    'POST',
    '/agents/:agent_id/versions/:version/restore',
    'Bring an earlier version back',
    user('member', 'write'),
    testing,
  ),
  preview: operation('GET', '/agents/:agent_id/preview', 'Get what a preview of the agent needs', user('viewer', 'read')),
} as const

/** Running agents. */
export const executionsOperations = {
  execute: streaming('on-request', operation('POST', '/agents/:agent_id/execute', 'Execute an agent', user('member', 'execute'))),
  previewTest: operation('POST', '/agents/:agent_id/preview/test', 'Try an agent without billing', user('member', 'execute')),
  list: operation('GET', '/agents/:agent_id/executions', 'List the executions of an agent', user('viewer', 'read')),
  listAll: operation('GET', '/executions', 'List the executions of all agents', user('viewer', 'read')),
} as const

/** Executions looked into, run again, and made tests of. */
export const replaysOperations = {
  get: operation('GET', '/executions/:execution_id', 'Get an execution with its steps', user('member', 'read')),
  replay: operation('POST', '/executions/:execution_id/replay', 'Run an execution again', user('member', 'execute')),
  saveAsTest: operation(
    'POST',
    '/executions/:execution_id/save-as-test',
    'Make an execution a test of its agent',
    user('member', 'write'),
    created,
  ),
  listTests: operation('GET', '/agents/:agent_id/tests', 'List the tests of an agent', user('viewer', 'read')),
  createTest: operation('POST', '/agents/:agent_id/tests', 'Create a test of an agent', user('member', 'write'), created),
  runTests: operation('POST', '/agents/:agent_id/tests/run', 'Run the tests of an agent', user('member', 'execute'), {
    queryNames: ['version'],
  }),
  deleteTest: operation('DELETE', '/agents/:agent_id/tests/:test_id', 'Delete a test', user('member', 'write')),
} as const

/** The rows that answers rest on. */
export const receiptsOperations = {
  list: operation('GET', '/executions/:execution_id/receipts', 'List the rows that an answer rests on', user('viewer', 'read')),
  recheck: operation(
    'POST',
    '/executions/:execution_id/receipts/recheck',
    'Check now whether these rows still read the same',
    user('member', 'execute'),
  ),
} as const

import { z } from 'zod'
import { done, id, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { executionDetail, outcome } from './execution-detail.ts'
import { maxInputLength } from './executions.ts'
import { operations } from './operations.ts'
import { testReport } from './test-report.ts'

/** Running an execution again, and keeping it as a test of its agent. Nothing of it is charged or counted. */

export const diffPiece = z.object({ kind: z.enum(['same', 'gone', 'new']), text: z.string() })
export type DiffPiece = z.infer<typeof diffPiece>

const change = z.object({ before: z.number().int(), after: z.number().int() })

const diff = z.object({
  same: z.boolean().meta({ description: 'Whether the answers are the same, letter for letter' }),
  answer: z.array(diffPiece),
  tools: z
    .object({ gone: z.array(z.string()), new: z.array(z.string()) })
    .meta({ description: 'Tools that were called in one of them alone' }),
  tokens: change,
  time_ms: change,
})

const version = z.int().min(1).max(1_000_000_000)
const model = z.string().trim().min(1).max(120)

/** What an answer must be. */
export const expectation = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('contains'), text: z.string().trim().min(1).max(500) }),
    z.strictObject({ kind: z.literal('not_contains'), text: z.string().trim().min(1).max(500) }),
    z.strictObject({ kind: z.literal('cites'), document_id: id('doc') }),
    z.strictObject({ kind: z.literal('declined'), value: z.boolean() }),
    z.strictObject({ kind: z.literal('tool_called'), tool: z.string().min(1).max(64) }),
  ])
  .meta({ examples: [{ kind: 'contains', text: '30 days' }] })
export type Expectation = z.infer<typeof expectation>

const expectations = z.array(expectation).min(1).max(50)
const name = z.string().trim().min(1).max(200)

const agentTest = z.object({
  test_id: id('test'),
  agent_id: id('agent'),
  name: z.string(),
  input: z.string(),
  expectations: z.array(expectation),
  from_execution_id: id('exec').nullable(),
  created_at: time,
})

export const replaysApi = {
  get: endpoint(operations.replays.get, { answer: z.object({ execution: executionDetail }) }),
  replay: endpoint(operations.replays.replay, {
    body: z.strictObject({
      agent_version: version.optional().meta({ description: 'Run by this version of the agent instead of from the record' }),
      model: model.optional().meta({ description: 'Run by this model instead of from the record' }),
    }),
    answer: z.object({
      mode: z.enum(['recorded', 'live']).meta({ description: '`recorded`: from the record alone; `live`: models and sources were asked' }),
      original: outcome,
      replay: outcome,
      diff,
    }),
    errors: ['CONFLICT', 'PROVIDER_ERROR'],
  }),
  saveAsTest: endpoint(operations.replays.saveAsTest, {
    body: z.strictObject({
      name: name.optional(),
      expectations: expectations.optional().meta({ description: 'Unless told: it declines or not, cites and calls what it did' }),
    }),
    answer: z.object({ test: agentTest }),
  }),
  listTests: endpoint(operations.replays.listTests, { answer: z.object({ tests: z.array(agentTest) }) }),
  createTest: endpoint(operations.replays.createTest, {
    body: z.strictObject({ name, input: z.string().trim().min(1).max(maxInputLength), expectations }),
    answer: z.object({ test: agentTest }),
    errors: ['CONFLICT'],
  }),
  runTests: endpoint(operations.replays.runTests, {
    query: z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000_000).optional() }),
    body: z.strictObject({ test_ids: z.array(id('test')).max(200).optional().meta({ description: 'All of them unless told' }) }),
    answer: z.object({ report: testReport }),
  }),
  deleteTest: endpoint(operations.replays.deleteTest, { answer: done }),
}

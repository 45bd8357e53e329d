import { api } from '@craveva/contract/api'
import { nothing } from '@craveva/contract/endpoint'
import { type Operation, operations } from '@craveva/contract/operations'
import type { StreamPart } from '@craveva/contract/stream'
import { expect, expectTypeOf, test } from 'vitest'
import type { Client } from './client-types.ts'
import { locate } from './locate.ts'

type InputOf<Call extends (...args: never[]) => unknown> = Parameters<Call>[0]

test('one input holds path and body', () => {
  expectTypeOf<{ name: 'Ada' }>().toExtend<InputOf<Client['agents']['create']>>()
  expectTypeOf<{ agent_id: 'agent_1'; name: 'Ada' }>().toExtend<InputOf<Client['agents']['update']>>()
  expectTypeOf<{ name: 'Ada' }>().not.toExtend<InputOf<Client['agents']['update']>>()
  expectTypeOf<{ agent_id: 'agent_1'; temperature: 'hot' }>().not.toExtend<InputOf<Client['agents']['update']>>()
})

test('what may be left out may be left out, typed as it comes out', () => {
  expectTypeOf<InputOf<Client['agents']['list']>>().extract<undefined>().not.toBeNever()
  expectTypeOf<{ limit: 5; status: 'active' }>().toExtend<InputOf<Client['agents']['list']>>()
  expectTypeOf<{ limit: 'five' }>().not.toExtend<InputOf<Client['agents']['list']>>()
  expectTypeOf<{ agent_id: 'agent_1'; force: true }>().toExtend<InputOf<Client['agents']['delete']>>()
  expectTypeOf<InputOf<Client['agents']['get']>>().extract<undefined>().toBeNever()
})

test('whatever takes files is typed so', () => {
  expectTypeOf<{ files: [] }>().toExtend<InputOf<Client['dataSources']['upload']>>()
  expectTypeOf<{ agent_id: 'agent_1'; files: [] }>().toExtend<InputOf<Client['chat']['upload']>>()
  expectTypeOf<{ agent_id: 'agent_1' }>().not.toExtend<InputOf<Client['chat']['upload']>>()
  expectTypeOf<{ agent_id: 'agent_1' }>().toExtend<InputOf<Client['agents']['get']>>()
  const takeFiles = Object.entries(operations).flatMap(([slice, named]) =>
    Object.entries(named).flatMap(([name, { request }]) => (request === 'multipart' ? `${slice}.${name}` : [])),
  )
  expect(takeFiles).toEqual(['chat.upload', 'dataSources.upload', 'adapters.storeFile'])
})

test('answers are typed', () => {
  expectTypeOf<Awaited<ReturnType<Client['agents']['create']>>['agent']['agent_id']>().toEqualTypeOf<string>()
  expectTypeOf<Awaited<ReturnType<Client['executions']['execute']>>['tokens_used']>().toEqualTypeOf<number>()
})

test('only what streams has a stream, and only lists iterate', () => {
  expectTypeOf<ReturnType<Client['chat']['send']['stream']>>().toEqualTypeOf<AsyncGenerator<StreamPart>>()
  expectTypeOf<ReturnType<Client['chat']['stream']>>().toEqualTypeOf<AsyncGenerator<StreamPart>>()
  expectTypeOf<Client['agents']['create']>().not.toHaveProperty('stream')
  expectTypeOf<Client['agents']['get']>().not.toHaveProperty('iterate')
  type Row = Client['agents']['list']['iterate'] extends (...args: never[]) => AsyncGenerator<infer R> ? R : never
  expectTypeOf<Row['name']>().toEqualTypeOf<string>()
})

// One input is sorted into query and body by method, and by the names that an operation gives where there are both.
test('an operation that has both a query and a body names its query', () => {
  for (const [slice, endpoints] of Object.entries(api)) {
    for (const [name, { operation, query, body }] of Object.entries(endpoints)) {
      const takesBody = operation.method === 'POST' || operation.method === 'PUT'
      const { queryNames = [] } = operation as Operation
      if (takesBody) expect([...queryNames], `${slice}.${name}`).toEqual(Object.keys(query.shape))
      else expect(body, `${slice}.${name}`).toBe(nothing)
    }
  }
})

test('what is for the query of a change goes there', () => {
  const input = { agent_id: 'agent_1', name: 'Ada', run_tests: true }
  expect(locate(operations.agents.update, input)).toEqual({ path: '/agents/agent_1?run_tests=true', body: { name: 'Ada' } })
})

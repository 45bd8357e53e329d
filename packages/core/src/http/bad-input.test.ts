import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assertError } from '../testing/assert-error.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { databaseContents } from '../testing/database-contents.ts'
import { endpoints, pathWith } from '../testing/endpoints.ts'
import { createOneOfEach, type OneOfEach } from '../testing/one-of-each.ts'
import { rawRequest } from '../testing/raw-request.ts'
import { fieldsOf, sampleInput } from '../testing/sample-input.ts'
import { columnNames, usualTargets } from '../testing/unwanted-fields.ts'

let app: TestApp
let own: OneOfEach
let before: Record<string, string>

beforeAll(async () => {
  app = await createTestApp()
  own = await createOneOfEach(app)
  before = await databaseContents(app.databaseUrl)
})
afterAll(() => app.stop())

const json = { 'content-type': 'application/json' }
const asOwner = () => ({ ...json, authorization: `Bearer ${own.owner.token}` })
/** What people and their keys write in JSON; adapters, who hold a key of the operator, are told apart before their bodies are read. */
const writing = endpoints.filter(({ endpoint: { operation } }) => {
  return operation.method !== 'GET' && operation.request === undefined && operation.access.kind !== 'service'
})

const post = (path: string, body: string | Uint8Array, headers: Record<string, string> = asOwner(), method = 'POST') =>
  rawRequest(app.apiUrl, { method, path: `/api/v1${path}`, headers, body })

test('who is not known is told so before their body is looked at', async () => {
  for (const body of ['{', '{"name":1}', 'x'.repeat(2_000_000)])
    assertError(await post('/agents', body, json), ['UNAUTHORIZED'], body.slice(0, 20))
})

describe('bodies', () => {
  test('of more than a megabyte are refused, however they are sent', async () => {
    const large = JSON.stringify({ name: 'x'.repeat(1_100_000) })
    assertError(await post('/agents', large), ['PAYLOAD_TOO_LARGE'], 'with its length')
    assertError(await post('/agents', large, { ...asOwner(), 'transfer-encoding': 'chunked' }), ['PAYLOAD_TOO_LARGE'], 'in chunks')
    const bomb = gzipSync(Buffer.alloc(20_000_000, ' '))
    assertError(await post('/agents', bomb, { ...asOwner(), 'content-encoding': 'gzip' }), ['PAYLOAD_TOO_LARGE'], 'a bomb')
    assertError(await post('/agents', 'no gzip', { ...asOwner(), 'content-encoding': 'gzip' }), ['INVALID_REQUEST'], 'no gzip')
  })

  test.each([
    ['lists 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['objects 100,000 deep', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['a field 33 deep', `{"config":${'['.repeat(33)}${']'.repeat(33)}}`],
    ['100,000 unknown keys', `{${Array.from({ length: 100_000 }, (_, key) => `"${key}":1`).join()}}`],
    ['a key of 900,000 characters', `{"${'k'.repeat(900_000)}":1}`],
    ['a number of 900,000 digits', `{"name":${'9'.repeat(900_000)}}`],
    ['the same key twice, the second time wrong', '{"name":"a","name":1}'],
  ])('with %s are refused briefly', async (_, body) => {
    for (const path of ['/agents', '/deployments/messaging', `/agents/${own.params.agent_id}/execute`]) {
      const answer = await post(path, body)
      assertError(answer, ['INVALID_REQUEST'], path)
      expect(JSON.stringify(answer.body).length).toBeLessThan(6000)
    }
  })

  test('of more than a megabyte with a million keys are refused', async () => {
    assertError(await post('/agents', `{${'"key":1,'.repeat(1_000_000)}"a":1}`), ['PAYLOAD_TOO_LARGE'], 'a million keys')
  })

  test('with text that is no text are refused in every field', async () => {
    for (const { name, endpoint } of writing) {
      for (const field of fieldsOf(endpoint.body)) {
        for (const text of ['a\u0000b', '\\u0000', 'a\ud800', '\udc00b', '\udc00\ud800']) {
          const value = text === '\\u0000' ? { deep: ['x', { [text]: '\u0000' }] } : text
          const { method } = endpoint.operation
          const body = JSON.stringify({ ...sampleInput(endpoint.body), [field]: value })
          assertError(await post(pathWith(endpoint, own.params), body, asOwner(), method), ['INVALID_REQUEST'], `${name}.${field} ${body}`)
        }
      }
    }
  })

  test('with prototypes in them change nothing', async () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      for (const body of [
        `{"${key}":{"polluted":1}}`,
        `{"config":{"${key}":{"polluted":1}}}`,
        `{"config":{"ui_settings":{"${key}":{"polluted":1}}}}`,
      ]) {
        assertError(await post('/agents', body.replace('{', '{"name":"x",')), ['INVALID_REQUEST'], body)
        assertError(await post(`/deployments/${own.params.deployment_id}`, body, asOwner(), 'PUT'), ['INVALID_REQUEST'], body)
      }
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('messages', () => {
  const say = (message: string) => app.anonymous.post(`/agents/${own.params.agent_id}/chat`, { message })

  test.each([
    ['0 characters', ''],
    ['blanks alone', ' \n\t\u3000'],
    ['8,001 characters', 'x'.repeat(8001)],
    ['100,000 characters', 'é'.repeat(100_000)],
  ])('of %s are refused and not stored', async (_, message) => {
    assertError(await say(message), ['INVALID_REQUEST'], 'chat')
    assertError(await own.owner.post(`/agents/${own.params.agent_id}/execute`, { input: message }), ['INVALID_REQUEST'], 'execute')
    assertError(await own.owner.post(`/agents/${own.params.agent_id}/preview/test`, { input: message }), ['INVALID_REQUEST'], 'preview')
  })
})

describe('fields that are not the caller’s to set', () => {
  test('are refused in every body, and change nothing', async () => {
    const names = [...(await columnNames(app.databaseUrl)), ...usualTargets]
    expect(names.length).toBeGreaterThan(80)
    for (const { name, endpoint } of writing) {
      const declared = fieldsOf(endpoint.body)
      const unwanted = names.filter(candidate => !declared.includes(candidate))
      // An answer names some twenty problems at most.
      for (let first = 0; first < unwanted.length; first += 15) {
        const some = unwanted.slice(first, first + 15)
        const body = { ...sampleInput(endpoint.body), ...Object.fromEntries(some.map(field => [field, own.companyId])) }
        const answer = await post(pathWith(endpoint, own.params), JSON.stringify(body), asOwner(), endpoint.operation.method)
        assertError(answer, ['INVALID_REQUEST'], `${name} with ${some}`)
        expect(Object.keys(answer.body.details).toSorted()).toEqual(some.toSorted())
      }
    }
  })
})

describe('uploads', () => {
  const upload = (body: string | Uint8Array, contentType = 'multipart/form-data; boundary=b') =>
    post('/data-sources/upload', body, { ...asOwner(), 'content-type': contentType })
  const part = (disposition: string, content = 'text', more = '') =>
    `--b\r\nContent-Disposition: form-data; ${disposition}\r\n${more}\r\n${content}\r\n`
  const file = part('name="file"; filename="a.txt"')

  test.each([
    ['nothing', ''],
    ['no file', '--b--\r\n'],
    ['a field alone', `${part('name="source_name"')}--b--\r\n`],
    ['a part that is cut off', file.slice(0, -4)],
    ['a header that is cut off', file.slice(0, 30)],
    ['no last line', file],
    ['another boundary', `${file}--b--\r\n`.replaceAll('--b', '--c')],
    ['no boundary at all', 'just text'],
    ['a file in another field', `${part('name="files"; filename="a.txt"')}--b--\r\n`],
    ['an unknown field', `${part('name="company_id"', 'cmp_1')}${file}--b--\r\n`],
    ['a field named __proto__', `${part('name="__proto__"', 'x')}${file}--b--\r\n`],
    ['a wrong value', `${part('name="mode"', 'sideways')}${file}--b--\r\n`],
    ['a source that does not exist', `${part('name="connection_id"', 'ds_unknown')}${file}--b--\r\n`],
    ['a name with U+0000', `${part('name="source_name"', 'a\u0000b')}${file}--b--\r\n`],
    ['a field of a megabyte', `${part('name="source_name"', 'x'.repeat(1_000_000))}${file}--b--\r\n`],
    ['fields without number', `${part('name="source_name"').repeat(3000)}${file}--b--\r\n`],
    ['501 files', `${file.repeat(501)}--b--\r\n`],
  ])('with %s are refused', async (_, body) => {
    assertError(await upload(body), ['INVALID_REQUEST', 'NOT_FOUND'], body.slice(0, 100))
  })

  test('of another content type are refused', async () => {
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/mixed; boundary=b', ''])
      assertError(await upload(`${file}--b--\r\n`, type), ['UNSUPPORTED_MEDIA_TYPE'], type)
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=', `multipart/form-data; boundary=${'b'.repeat(5000)}`])
      assertError(await upload(`${file}--b--\r\n`, type), ['INVALID_REQUEST'], type)
  })

  test('of more than 50 MB are refused, whether they say so or not', async () => {
    const large = Buffer.concat([
      Buffer.from(part('name="file"; filename="a.txt"', '').slice(0, -2)),
      Buffer.alloc(50_000_001, 'x'),
      Buffer.from('\r\n--b--\r\n'),
    ])
    assertError(await upload(large), ['PAYLOAD_TOO_LARGE'], 'with its length')
  })

  test('leave nothing behind when they are refused', async () => {
    expect(await readdir(join(app.filesFolder, 'scratch'))).toEqual([])
    expect(await readdir(join(app.filesFolder, own.companyId))).toHaveLength(1)
  })
})

test('nothing of all this has changed anything', async () => {
  expect(await databaseContents(app.databaseUrl)).toEqual(before)
})

import { getEventListeners } from 'node:events'
import { createServer } from 'node:http'
import { createOpenAiModel } from '@craveva/core/models/openai/client'
import { Pool } from 'undici'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ask, requestWith } from './ask.ts'
import { defaultScript } from './script.ts'
import { type MockModel, startMockModel } from './server.ts'

let mock: MockModel
let model: ReturnType<typeof createOpenAiModel>

beforeAll(async () => {
  mock = await startMockModel()
  model = createOpenAiModel({ baseUrl: mock.url, apiKey: 'sk-secret' })
})
afterAll(async () => {
  await model.close()
  await mock.close()
})

const inactive = () => vi.waitFor(() => expect(mock.stats.active).toBe(0))

describe('answers', () => {
  test.each([
    ['at once', 'mock'],
    ['in pieces', 'mock?chunks=40&gap=1'],
    ['in one piece', 'mock?chunks=1'],
    ['byte by byte', 'mock?text=100%20%E2%82%AC%20%F0%9F%91%8D&chunks=1&fault=drip&at=0'],
    ['as one JSON document', 'mock?json=true'],
    ['without [DONE]', 'mock?fault=no_done&at=3'],
  ])('%s', async (_name, name) => {
    const { text, finish, error } = await ask(model, { model: name })
    expect(error).toBeNull()
    expect(text).toBe(name.includes('drip') ? '100 € 👍' : defaultScript.text)
    expect(finish).toMatchObject({ reason: 'stop', usage: { output_tokens: expect.any(Number) } })
  })

  test('no usage and cut by length', async () => {
    const { finish } = await ask(model, { model: 'mock?usage=false&finish=length' })
    expect(finish).toEqual({ type: 'finish', reason: 'length', usage: null })
  })

  test('out of the prompt, for demos without a model', async () => {
    const system = 'We ship on Mondays.\nReturns are free for 30 days. The shop is in Graz.'
    const about = (content: string) => ask(model, { model: 'echo', system, messages: [{ role: 'user', content }] })
    expect((await about('Are returns free?')).text).toBe('Returns are free for 30 days.')
    expect((await about('Qui es-tu?')).text).toContain('I do not know')
  })

  test('128 at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 128 }, () => ask(model, { model: 'mock?chunks=10&gap=2' })))
    expect(outcomes.filter(({ text, error }) => !error && text === defaultScript.text)).toHaveLength(128)
  })
})

describe('requests', () => {
  const bodyFor = async (name: string) => {
    await ask(model, { model: name })
    return mock.requests.at(-1)?.body
  }

  test('carry the conversation', async () => {
    expect(await bodyFor('mock')).toEqual({
      model: 'mock',
      messages: [
        { role: 'system', content: 'You answer for a shop.' },
        { role: 'user', content: 'Can I send it back?' },
      ],
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 500,
      temperature: 0.2,
    })
  })

  test.each(['o3-mini', 'gpt-5', 'openai/gpt-5-mini'])('%s gets neither max_tokens nor a temperature', async name => {
    const body = await bodyFor(name)
    expect(body).toMatchObject({ max_completion_tokens: 500 })
    expect(body).not.toHaveProperty('max_tokens')
    expect(body).not.toHaveProperty('temperature')
  })
})

describe('faults', () => {
  test.each([
    ['400', 'bad_request'],
    ['401', 'unauthorized'],
    ['403', 'unauthorized'],
    ['404', 'bad_request'],
    ['429', 'rate_limited'],
    ['500', 'server_error'],
    ['503', 'overloaded'],
    ['529', 'overloaded'],
    ['context', 'too_long'],
    ['quota', 'quota'],
    ['redirect', 'bad_request'],
    ['html', 'bad_request'],
    ['reset', 'unreachable'],
  ])('%s before the answer is %s', async (fault, kind) => {
    const { error, parts } = await ask(model, { model: `mock?fault=${fault}` })
    expect(error).toMatchObject({ kind, retryAfterMs: null })
    expect(parts).toEqual([])
  })

  test.each([
    ['reset_mid', 'broken_stream'],
    ['cut_json', 'broken_stream'],
    ['bad_json', 'broken_stream'],
    ['half_utf8', 'broken_stream'],
    ['no_end', 'broken_stream'],
    ['big_line', 'broken_stream'],
    ['error_event', 'server_error'],
  ])('%s in mid-answer is %s and keeps the text before it', async (fault, kind) => {
    const { error, text } = await ask(model, { model: `mock?fault=${fault}&gap=1` })
    expect(error).toMatchObject({ kind })
    expect(text.length).toBeGreaterThan(0)
    expect(defaultScript.text?.startsWith(text)).toBe(true)
    await inactive()
  })

  test('Retry-After is told', async () => {
    const { error } = await ask(model, { model: 'mock?fault=429&retry_after=7' })
    expect(error).toMatchObject({ kind: 'rate_limited', retryAfterMs: 7000 })
  })

  test('a fault that passes is followed by an answer', async () => {
    expect((await ask(model, { model: 'mock?fault=503&times=1&chunks=7' })).error).toMatchObject({ kind: 'overloaded' })
    expect((await ask(model, { model: 'mock?fault=503&times=1&chunks=7' })).text).toBe(defaultScript.text)
  })

  test('nobody there', async () => {
    const nowhere = createOpenAiModel({ baseUrl: 'http://127.0.0.1:1' })
    expect((await ask(nowhere)).error).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('http://127.0.0.1:1') })
    await nowhere.close()
  })

  test('the key is in no message', async () => {
    const echoing = await startMockModel({ respond: () => ({ ...defaultScript, text: 'x', fault: '401' }) })
    const outspoken = createOpenAiModel({ baseUrl: echoing.url, apiKey: 'Incorrect' })
    expect((await ask(outspoken)).error?.message).toContain('[key] API key provided')
    await outspoken.close()
    await echoing.close()
  })
})

describe('time', () => {
  const impatient = (timeouts: object) => createOpenAiModel({ baseUrl: mock.url, timeouts })

  test.each([
    ['no first byte', { firstByte: 40 }, 'mock?fault=hang', 'did not begin'],
    ['silence in mid-answer', { idle: 40 }, 'mock?fault=hang_mid', 'nothing came'],
    ['an answer without an end', { total: 1500 }, 'mock?fault=drip&gap=5', 'did not finish'],
  ])('%s', async (_name, timeouts, name, message) => {
    const hasty = impatient(timeouts)
    const { error } = await ask(hasty, { model: name })
    expect(error).toMatchObject({ kind: 'timeout', message: expect.stringContaining(message) })
    await inactive()
    await hasty.close()
  })

  test('waiting for a free connection counts', async () => {
    const dispatcher = new Pool(new URL(mock.url).origin, { connections: 1 })
    const narrow = createOpenAiModel({ baseUrl: mock.url, dispatcher, timeouts: { firstByte: 60 } })
    const slow = ask(narrow, { model: 'mock?gap=10' })
    expect((await ask(narrow)).error).toMatchObject({ kind: 'timeout' })
    expect((await slow).error).toBeNull()
    expect((await ask(narrow)).error).toBeNull()
    await dispatcher.close()
  })
})

describe('cancelling', () => {
  test.each([
    ['before the request', 'mock', 0],
    ['before the first byte', 'mock?fault=hang', 1],
    ['in mid-answer', 'mock?chunks=30&gap=5', 1],
  ])('%s', async (_name, name, sent) => {
    const before = mock.stats.requests
    const abort = new AbortController()
    if (!sent) abort.abort(new Error('gone'))
    const asked = ask(model, { model: name, signal: abort.signal })
    if (sent) await vi.waitFor(() => expect(mock.stats.requests).toBe(before + 1))
    abort.abort(new Error('gone'))
    await expect(asked).rejects.toThrow('gone')
    await inactive()
    expect(mock.stats.requests).toBe(before + sent)
  })

  test('stopping to read hangs up', async () => {
    const before = mock.stats.aborted
    for await (const _part of model.stream(requestWith({ model: 'mock?chunks=100&gap=5' }))) break
    await inactive()
    expect(mock.stats.aborted).toBe(before + 1)
  })

  test('leaves no listener on the signal', async () => {
    const { signal } = new AbortController()
    await ask(model, { signal })
    await ask(model, { signal, model: 'mock?fault=500' })
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})

test('a connection that stays open after [DONE] does not hold the answer up', async () => {
  const server = createServer((request, response) => {
    request.resume()
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('data: {"choices":[{"delta":{"content":"ok"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const patient = createOpenAiModel({ baseUrl: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` })
  expect((await ask(patient)).text).toBe('ok')
  await vi.waitFor(async () => expect(await new Promise(resolve => server.getConnections((_error, count) => resolve(count)))).toBe(0), 3000)
  await patient.close()
  server.close()
})

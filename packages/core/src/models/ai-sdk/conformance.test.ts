import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runTurn } from '../../engine/run-turn.ts'
import { testTurn } from '../../engine/testing/test-turn.ts'
import type { Model, ModelPart, ModelRequest } from '../model.ts'
import { ModelError } from '../model-error.ts'
import { createOpenAiModel } from '../openai/client.ts'
import { createAnthropicModel, createBedrockModel, createGoogleModel, createMistralModel, type ProviderOptions } from './providers.ts'
import {
  type ProviderScenario,
  type ProviderServer,
  providerScenarios,
  spokenTexts,
  startProviderServer,
} from './testing/provider-server.ts'
import type { WireName } from './testing/provider-wires.ts'

const secret = 'sk-very-secret'
const makers: Record<WireName, (options: ProviderOptions) => Model> = {
  openai: ({ baseURL = '', apiKey, timeouts = {} }) => createOpenAiModel({ baseUrl: baseURL, apiKey, provider: 'OpenAI', timeouts }),
  anthropic: createAnthropicModel,
  google: createGoogleModel,
  mistral: createMistralModel,
  bedrock: createBedrockModel,
}
const names: Record<WireName, string> = {
  openai: 'gpt-4o',
  anthropic: 'claude-sonnet-4-5',
  google: 'gemini-2.5-flash',
  mistral: 'mistral-large-latest',
  bedrock: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
}

let server: ProviderServer
beforeAll(async () => {
  server = await startProviderServer()
})
afterAll(() => server.close())

const tools = [
  { name: 'find_order', description: 'Finds an order', parameters: { type: 'object', properties: { order: { type: 'string' } } } },
]
const requestFor = (provider: WireName, change: Partial<ModelRequest> = {}): ModelRequest => ({
  model: names[provider],
  system: 'You help.',
  messages: [{ role: 'user', content: 'What do returns cost?' }],
  evidence: [],
  tools,
  temperature: 0.3,
  maxTokens: 500,
  language: null,
  agentName: 'Helper',
  suggestedQuestions: [],
  signal: new AbortController().signal,
  ...change,
})
const makerOf = (provider: WireName, scenario: ProviderScenario) =>
  makers[provider]({
    apiKey: secret,
    baseURL: server.url(provider, scenario),
    ...(scenario.startsWith('hang') ? { timeouts: { firstByte: 300, idle: 300 } } : {}),
  })

async function ask(provider: WireName, scenario: ProviderScenario, change: Partial<ModelRequest> = {}) {
  const parts: ModelPart[] = []
  try {
    for await (const part of makerOf(provider, scenario).stream(requestFor(provider, change))) parts.push(part)
    return { parts, text: textOf(parts), error: null }
  } catch (error) {
    return { parts, text: textOf(parts), error: error as ModelError }
  }
}
const textOf = (parts: readonly ModelPart[]) => parts.map(part => (part.type === 'text' ? part.text : '')).join('')

const faults: Partial<Record<ProviderScenario, readonly string[]>> = {
  unauthorized: ['unauthorized'],
  rate_limited: ['rate_limited'],
  server_error: ['server_error'],
  overloaded: ['overloaded'],
  cut_json: ['broken_stream', 'server_error'],
  half_utf8: ['broken_stream', 'server_error'],
  error_event: ['overloaded', 'server_error', 'broken_stream'],
  no_end: ['broken_stream'],
  reset: ['broken_stream', 'unreachable'],
  hang: ['timeout'],
  hang_mid: ['timeout'],
  no_json: ['broken_stream', 'server_error'],
}

describe.each(Object.keys(makers) as WireName[])('%s', provider => {
  test.each(['text', 'in_bytes'] as const)('says what it says (%s)', async scenario => {
    const { text, parts, error } = await ask(provider, scenario)
    expect([error, text]).toEqual([null, spokenTexts.join('')])
    expect(parts.at(-1)).toEqual({ type: 'finish', reason: 'stop', usage: { input_tokens: 25, output_tokens: 15 } })
  })

  test('calls tools, and is told what they answered', async () => {
    const { parts, error } = await ask(provider, 'call')
    expect(error).toBeNull()
    const call = parts.find(part => part.type === 'tool-call')
    expect([call?.name, JSON.parse(call?.arguments ?? '')]).toEqual(['find_order', { order: 'A1' }])
    const messages = [
      { role: 'user', content: 'Where is A1?' },
      { role: 'assistant', content: '', toolCalls: [{ id: 'call_one1', name: 'find_order', arguments: '{"order":"A1"}' }] },
      { role: 'tool', callId: 'call_one1', toolName: 'find_order', content: 'It is on its way.' },
    ] as const
    expect((await ask(provider, 'text', { messages })).error).toBeNull()
    expect(server.bodies.at(-1)).toContain('It is on its way.')
    expect(server.bodies.at(-1)).toContain('find_order')
  })

  test.each(Object.entries(faults) as [ProviderScenario, readonly string[]][])('%s is told as %s', async (scenario, kinds) => {
    const { error } = await ask(provider, scenario)
    expect(error).toBeInstanceOf(ModelError)
    expect(kinds).toContain(error?.kind)
    expect(error?.message).not.toContain(secret)
    if (scenario === 'rate_limited') expect(error?.retryAfterMs).toBe(7000)
  })

  test('is stopped by the signal at once', async () => {
    const stop = new AbortController()
    const asked = ask(provider, 'hang_mid', { signal: stop.signal })
    stop.abort('cancelled')
    await asked
  })

  test.each(providerScenarios)('a turn over it ends in words, whatever happens (%s)', async scenario => {
    const model = makerOf(provider, scenario)
    const { input, ports } = testTurn({ model, name: names[provider], tools: ['find_order'] })
    const turn = runTurn(input, ports)
    let last = await turn.next()
    while (!last.done) last = await turn.next()
    const { text, error, finishReason } = last.value
    expect(text !== '' || error !== null).toBe(true)
    expect(['stop', 'error', 'tool_limit']).toContain(finishReason)
  })
})

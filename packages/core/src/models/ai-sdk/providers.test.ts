import { expect, test } from 'vitest'
import { createAnthropicModel, createBedrockModel, createGoogleModel, createMistralModel } from './providers.ts'

const request = {
  model: 'any/../../@evil.example',
  system: '',
  messages: [{ role: 'user' as const, content: 'Hello' }],
  evidence: [],
  temperature: 0,
  maxTokens: 5,
  language: null,
  agentName: 'Helper',
  suggestedQuestions: [],
  signal: AbortSignal.timeout(5000),
}

const providers = { createAnthropicModel, createBedrockModel, createGoogleModel, createMistralModel }
const own = /^(?:api\.anthropic\.com|bedrock-runtime\.[a-z0-9-]+\.amazonaws\.com|generativelanguage\.googleapis\.com|api\.mistral\.ai)$/

/** A company's own key, which may name a region, is all that it chooses of where requests go. */
test.each(
  Object.entries(providers).flatMap(([name, create]) =>
    [
      'key',
      'key@eu-west-1',
      'key@evil.example',
      'key@us-east-1.evil.example/',
      'key@127.0.0.1#',
      'key@eu-west-1@evil.example',
      'key@us-east-1?x=',
    ].map(apiKey => ({ name, create, apiKey })),
  ),
)('$name with $apiKey sends to the provider alone', async ({ create, apiKey }) => {
  const hosts: string[] = []
  const model = create({
    apiKey,
    fetch: async input => {
      hosts.push(new URL(input instanceof Request ? input.url : String(input)).host)
      return new Response('{}', { status: 401, headers: { 'content-type': 'application/json' } })
    },
  })
  await Array.fromAsync(model.stream(request)).catch(() => {})
  await model.close()
  expect(hosts.length).toBeGreaterThan(0)
  for (const host of hosts) expect(host).toMatch(own)
})

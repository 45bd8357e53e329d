import { expect, test } from 'vitest'
import { chatEndpoint } from './base-url.ts'

test.each([
  ['http://127.0.0.1:11434', 'http://127.0.0.1:11434', '/v1/chat/completions'],
  ['http://127.0.0.1:11434/', 'http://127.0.0.1:11434', '/v1/chat/completions'],
  ['https://api.openai.com/v1', 'https://api.openai.com', '/v1/chat/completions'],
  ['https://api.openai.com/v1/', 'https://api.openai.com', '/v1/chat/completions'],
  [' https://openrouter.ai/api/v1 ', 'https://openrouter.ai', '/api/v1/chat/completions'],
  ['https://gateway.example/team', 'https://gateway.example', '/team/v1/chat/completions'],
  ['https://models.example/v1beta/openai/', 'https://models.example', '/v1beta/openai/chat/completions'],
  ['https://api.openai.com/v1/chat/completions', 'https://api.openai.com', '/v1/chat/completions'],
])('%s', (baseUrl, origin, path) => {
  expect(chatEndpoint(baseUrl)).toEqual({ origin, path })
})

test.each(['', 'api.openai.com', 'ftp://host/v1', 'https://key@host/v1', 'https://host/v1?key=1', 'https://host/v1#x'])(
  '%s is refused',
  baseUrl => {
    expect(() => chatEndpoint(baseUrl)).toThrow(/base URL/)
  },
)

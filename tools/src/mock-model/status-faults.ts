import type { ServerResponse } from 'node:http'
import type { FaultName, Script } from './script.ts'

/** Faults told by status: what providers of this wire answer with, shortened. */
const statusFaults: Partial<Record<FaultName, { status: number; type: string; code: string | null; message: string }>> = {
  '400': { status: 400, type: 'invalid_request_error', code: null, message: "Invalid value for 'temperature'." },
  '401': { status: 401, type: 'invalid_request_error', code: 'invalid_api_key', message: 'Incorrect API key provided.' },
  '403': { status: 403, type: 'permission_error', code: null, message: 'Your project has no access to this model.' },
  '404': { status: 404, type: 'invalid_request_error', code: 'model_not_found', message: 'The model does not exist.' },
  '429': { status: 429, type: 'requests', code: 'rate_limit_exceeded', message: 'Rate limit reached. Slow down.' },
  '500': { status: 500, type: 'server_error', code: null, message: 'The server had an error while processing your request.' },
  '503': { status: 503, type: 'server_error', code: null, message: 'The engine is currently overloaded.' },
  '529': { status: 529, type: 'overloaded_error', code: null, message: 'Overloaded' },
  context: {
    status: 400,
    type: 'invalid_request_error',
    code: 'context_length_exceeded',
    message: 'The maximum context length is 8192 tokens. Your messages resulted in 9000 tokens.',
  },
  quota: { status: 429, type: 'insufficient_quota', code: 'insufficient_quota', message: 'You exceeded your current quota.' },
}

/** Answers a fault that is told before any text. False when the script has none. */
export function answerStatusFault(script: Script, response: ServerResponse): boolean {
  if (script.fault === 'redirect') {
    response.writeHead(307, { location: 'http://127.0.0.1:1/v1/chat/completions' }).end()
    return true
  }
  if (script.fault === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title><p>Please sign in')
    return true
  }
  const fault = script.fault && statusFaults[script.fault]
  if (!fault) return false
  const { status, ...error } = fault
  const headers = { 'content-type': 'application/json', ...(script.retryAfter === null ? {} : { 'retry-after': script.retryAfter }) }
  response.writeHead(status, headers).end(JSON.stringify({ error: { ...error, param: null } }))
  return true
}

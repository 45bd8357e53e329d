import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { providerWires, type WireName } from './provider-wires.ts'

/** What the server does, named in the first two parts of the path: `/anthropic/cut_json/…`. */
export const providerScenarios = [
  'text',
  'in_bytes',
  'call',
  'bad_arguments',
  'unauthorized',
  'rate_limited',
  'server_error',
  'overloaded',
  'cut_json',
  'half_utf8',
  'error_event',
  'no_end',
  'reset',
  'hang',
  'hang_mid',
  'no_json',
] as const
export type ProviderScenario = (typeof providerScenarios)[number]

export const spokenTexts = ['Returns cost ', '100 €', ' 👍 at most.'] as const

export interface ProviderServer {
  url(provider: WireName, scenario: ProviderScenario): string
  readonly bodies: string[]
  close(): Promise<void>
}

/** A server that answers as each provider does, well and badly. */
export async function startProviderServer(): Promise<ProviderServer> {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', data => {
      body += data
    })
    request.on('end', () => {
      bodies.push(body)
      const [, provider, scenario] = (request.url ?? '').split('/')
      answer(provider as WireName, scenario as ProviderScenario, response)
    })
    response.on('error', () => {})
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    bodies,
    url: (provider, scenario) => `http://127.0.0.1:${port}/${provider}/${scenario}/v1`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const refusals: Partial<
  Record<ProviderScenario, { readonly status: number; readonly message: string; readonly headers?: Record<string, string> }>
> = {
  unauthorized: { status: 401, message: 'The API key sk-very-secret is not valid.' },
  rate_limited: { status: 429, message: 'Too many requests, slow down.', headers: { 'retry-after': '7' } },
  server_error: { status: 500, message: 'Something went wrong.' },
  overloaded: { status: 529, message: 'Overloaded.' },
}

function answer(provider: WireName, scenario: ProviderScenario, response: ServerResponse) {
  const wire = providerWires[provider]
  const refusal = refusals[scenario]
  if (refusal) {
    const { status, message, headers } = refusal
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(wire.refusal(status, message))
    return
  }
  if (scenario === 'hang') return
  const pieces =
    scenario === 'call' || scenario === 'bad_arguments' ? wire.call('find_order', argumentsFor(provider, scenario)) : wire.text(spokenTexts)
  const half = Math.ceil(pieces.length / 2)
  response.writeHead(200, { 'content-type': wire.contentType })
  const first = Buffer.concat(pieces.slice(0, half))
  switch (scenario) {
    case 'in_bytes':
      return void inBytes(Buffer.concat(pieces), response)
    case 'cut_json':
      return void response.end(Buffer.concat([first, (pieces[half] ?? first).subarray(0, 30)]))
    case 'half_utf8': {
      const euro = pieces.findIndex(piece => piece.includes('€'))
      const piece = pieces[euro] ?? Buffer.alloc(0)
      return void response.end(Buffer.concat([...pieces.slice(0, euro), piece.subarray(0, piece.indexOf('€') + 1)]))
    }
    case 'error_event':
      return void response.end(Buffer.concat([first, wire.fault()]))
    case 'no_end':
      return void response.end(Buffer.concat(wire.text(['Returns cost ', 'nothing', ' at all']).slice(0, provider === 'google' ? 2 : 3)))
    case 'reset':
      response.write(first)
      return void setImmediate(() => response.socket?.resetAndDestroy())
    case 'hang_mid':
      return void response.write(first)
    case 'no_json':
      return void response.end('data: {"oops\n\ndata: <html>\n\n')
    default:
      response.end(Buffer.concat(pieces))
  }
}

const argumentsFor = (provider: WireName, scenario: ProviderScenario) =>
  scenario === 'call' ? '{"order":"A1"}' : provider === 'google' ? '{"order":5}' : '{"order":'

/** Every byte by itself, so that every character and every event is cut everywhere. */
async function inBytes(bytes: Buffer, response: ServerResponse) {
  for (const byte of bytes) {
    if (response.destroyed) return
    response.write(Buffer.of(byte))
    await new Promise(setImmediate)
  }
  response.end()
}

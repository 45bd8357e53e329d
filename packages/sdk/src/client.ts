import { type Operation, operations } from '@craveva/contract/operations'
import type { CallOptions, Client, StreamOptions } from './client-types.ts'
import { iteratePages } from './iterate-pages.ts'
import type { Values } from './locate.ts'
import { streamParts } from './stream-parts.ts'
import { type Credentials, createTokenSource, type Tokens } from './token-source.ts'
import { createTransport, readJson, type TransportOptions } from './transport.ts'

export type ClientOptions = TransportOptions & Credentials

/**
 * A client of the API, made from the contract's table of operations: `client.agents.create({ name: 'Ada' })`.
 * One input holds the values of the path, the query and the body. Calls throw `ApiError` when the API says no and `ConnectionError` when it
 * cannot be asked; both only after what may pass was tried again, with one idempotency key.
 */
export function createClient(options: ClientOptions): Client {
  const tokens = createTokenSource(options, async refreshToken => {
    const answer = await transport.send(operations.auth.refresh, { refresh_token: refreshToken }, {}, readJson)
    return answer as Tokens
  })
  const transport = createTransport(options, tokens)

  const callOf = (operation: Operation) => {
    const read = operation.file ? (response: Response) => readFile(operation, response) : readJson
    const plain = (input: Values = {}, call: CallOptions = {}) => transport.send(operation, input, call, read)
    const stream = (input: Values = {}, call: StreamOptions = {}) => streamParts(transport, operation, input, call)
    if (operation.stream === 'always') return stream
    return Object.assign(plain, { stream, iterate: (input: Values = {}, call: CallOptions = {}) => iteratePages(plain, input, call) })
  }

  const slices = Object.entries(operations).map(([slice, named]) => [
    slice,
    Object.fromEntries(Object.entries(named).map(([name, operation]) => [name, callOf(operation)])),
  ])
  // The table is the contract's own, so that every name in `Client` is there.
  return Object.fromEntries(slices) as Client
}

/** Files of a text format as text, others as they are. */
const readFile = ({ file }: Operation, response: Response) => (file === 'application/octet-stream' ? response.blob() : response.text())

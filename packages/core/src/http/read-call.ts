import { rm } from 'node:fs/promises'
import type { Endpoint } from '@craveva/contract/endpoint'
import { maxUploadBytes } from '@craveva/contract/sources'
import type { Request, Response } from 'express'
import type { Services } from '../context.ts'
import type { UploadedFile } from './handlers.ts'
import { readJson } from './read-json.ts'
import { readMultipart } from './read-multipart.ts'
import { readRaw } from './read-raw.ts'

/** Checks a request against its endpoint and gives the call to `work`; uploaded files lie on disk as long as `work` lasts. Throws a ZodError. */
export async function withCall<T>(
  services: Services,
  endpoint: Endpoint,
  request: Request,
  response: Response,
  work: (call: ReadCall) => Promise<T>,
) {
  if (endpoint.operation.request === 'raw') {
    const raw = await readRaw(request, response)
    return work({ ...toCall(endpoint, request, response, {}, []), raw, header: (name: string) => request.get(name) ?? '' })
  }
  if (endpoint.operation.request !== 'multipart') return work(toCall(endpoint, request, response, await readJson(request, response), []))
  const folder = await services.files.scratchFolder()
  try {
    const { fields, files } = await readMultipart(request, folder, maxUploadBytes)
    return await work(toCall(endpoint, request, response, fields, files))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A call as handlers get it, with what tells it from another one. */
export interface ReadCall extends Record<string, unknown> {
  readonly params: Readonly<Record<string, string>>
  readonly body: unknown
  readonly fingerprint: unknown
}

function toCall(endpoint: Endpoint, request: Request, response: Response, rawBody: unknown, files: readonly UploadedFile[]) {
  const body: unknown = endpoint.body.parse(rawBody)
  let gone: AbortSignal | null = null
  return {
    params: request.params as Record<string, string>,
    query: endpoint.query.parse(request.query),
    body,
    files,
    raw: Buffer.alloc(0),
    header: () => '',
    wantsStream: request.get('accept')?.includes('text/event-stream') === true || asksToStream(body),
    lastEventId: request.get('last-event-id') ?? null,
    onceKey: null,
    ifUnchanged: <T>(_inside: unknown, change: () => Promise<T>) => change(),
    // Made for those who ask: telling every call that it is over costs more than reading it.
    get gone() {
      gone ??= signalOfEnd(response)
      return gone
    },
    fingerprint: [rawBody, files.map(({ name, size }) => [name, size])],
  }
}

function signalOfEnd(response: Response) {
  const end = new AbortController()
  // A reason of our own, as the default one costs a stack trace.
  if (response.closed) end.abort('gone')
  else response.on('close', () => end.abort('gone'))
  return end.signal
}

const asksToStream = (body: unknown) => typeof body === 'object' && body !== null && 'stream' in body && body.stream === true

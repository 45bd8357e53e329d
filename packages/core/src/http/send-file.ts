import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Endpoint } from '@craveva/contract/endpoint'
import type { Response } from 'express'
import type { FileAnswer } from './handlers.ts'

/** Sends a file to be saved. One that breaks off cuts the connection, so that nobody takes it for whole. */
export async function sendFile(response: Response, { operation }: Endpoint, { name, content, mediaType }: FileAnswer) {
  response
    .status(operation.status)
    .attachment(name)
    .type(mediaType ?? operation.file ?? 'application/octet-stream')
  await pipeline(Readable.from(content), response).catch(() => response.destroy())
}

import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'
import type { Request } from 'express'
import { AppError } from '../errors.ts'
import type { UploadedFile } from './handlers.ts'

export interface Multipart {
  readonly fields: Record<string, string>
  readonly files: readonly UploadedFile[]
}

const maxFiles = 100

/**
 * Streams a multipart request into the empty folder `folder`, never more in memory than a buffer's worth.
 * Throws INVALID_REQUEST for a broken body, UNSUPPORTED_MEDIA_TYPE for another kind, PAYLOAD_TOO_LARGE beyond `maxBytes` (all files together).
 */
export async function readMultipart(request: Request, folder: string, maxBytes: number): Promise<Multipart> {
  const contentType = request.headers['content-type']
  if (!contentType?.startsWith('multipart/form-data'))
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the files as multipart/form-data.')
  if (Number(request.headers['content-length'] ?? 0) > maxBytes + 100_000) throw tooLarge(maxBytes)

  const fields: Record<string, string> = {}
  const files: UploadedFile[] = []
  const written: Promise<void>[] = []
  const problem = new AbortController()
  let bytes = 0

  const busboy = createBusboy(contentType)
  busboy.on('field', (name, value) => {
    Object.defineProperty(fields, name, { value, enumerable: true, configurable: true })
  })
  busboy.on('file', (field: string, stream: Readable, fileName: string | undefined) => {
    if (field !== 'file') problem.abort(invalid('Name the form field of every file "file".', field, 'is not a field of this request'))
    const path = join(folder, String(files.length))
    const file = { name: baseName(fileName ?? ''), path, size: 0 }
    files.push(file)
    stream.on('data', (chunk: Buffer) => {
      file.size += chunk.length
      bytes += chunk.length
      if (bytes > maxBytes) problem.abort(tooLarge(maxBytes))
    })
    written.push(pipeline(stream, createWriteStream(path, { mode: 0o600 }), { signal: problem.signal }))
  })
  busboy.on('filesLimit', () => problem.abort(invalid(`Send at most ${maxFiles} files at once, or a zip of them.`, 'file', 'are too many')))

  try {
    await pipeline(request, busboy, { signal: problem.signal })
    await Promise.all(written)
  } catch (error) {
    await Promise.allSettled(written)
    await rm(folder, { recursive: true, force: true })
    if (problem.signal.aborted) throw problem.signal.reason
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
      throw new AppError('UNAVAILABLE', 'The disk is full. Nothing was stored.', { cause: error })
    throw new AppError('INVALID_REQUEST', 'The multipart body is broken or was cut off.', {
      details: { body: 'ends too early or is malformed' },
      cause: error,
    })
  }
  return { fields, files }
}

function createBusboy(contentType: string) {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: { files: maxFiles, fields: 20, fieldSize: 10_000, fieldNameSize: 100, headerPairs: 50 },
    })
  } catch {
    throw invalid('The multipart body has no boundary.', 'body', 'has no boundary')
  }
}

const invalid = (message: string, field: string, detail: string) =>
  new AppError('INVALID_REQUEST', message, { details: { [field]: detail } })

const tooLarge = (maxBytes: number) =>
  new AppError('PAYLOAD_TOO_LARGE', `An upload has at most ${maxBytes / 1_000_000} MB. Split it, or send a zip.`)

/** The name alone, without control characters: a path in a file name is never used. */
const baseName = (name: string) =>
  name
    .split(/[/\\]/)
    .at(-1)
    ?.replace(/[\p{Cc}\p{Cf}]/gu, '')
    .slice(0, 200) || 'file'

import { once } from 'node:events'
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

/** A folder may hold more than anybody names one by one. */
const maxFiles = 500
const maxFields = 20

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
  busboy.on('field', (name, value, nameIsCut, valueIsCut) => {
    if (nameIsCut || valueIsCut) problem.abort(invalid('A form field is too long.', name, 'is too long'))
    Object.defineProperty(fields, name, { value, enumerable: true, configurable: true })
  })
  busboy.on('file', (field: string, stream: Readable, fileName: string | undefined) => {
    if (field !== 'file') problem.abort(invalid('Name the form field of every file "file".', field, 'is not a field of this request'))
    const path = join(folder, String(files.length))
    const file = { name: pathName(fileName ?? ''), path, size: 0 }
    files.push(file)
    stream.on('data', (chunk: Buffer) => {
      file.size += chunk.length
      bytes += chunk.length
      if (bytes > maxBytes) problem.abort(tooLarge(maxBytes))
    })
    const write = pipeline(stream, createWriteStream(path, { mode: 0o600 }), { signal: problem.signal })
    written.push(write.catch(error => problem.abort(error)))
  })
  busboy.on('fieldsLimit', () => problem.abort(invalid(`Send at most ${maxFields} form fields.`, 'body', 'has too many form fields')))
  busboy.on('filesLimit', () => problem.abort(invalid(`Send at most ${maxFiles} files at once, or a zip of them.`, 'file', 'are too many')))

  busboy.once('error', error => problem.abort(error))

  try {
    await feed(busboy, request, problem.signal)
    await Promise.all(written)
    problem.signal.throwIfAborted()
  } catch (error) {
    problem.abort(error)
    await Promise.all(written)
    await rm(folder, { recursive: true, force: true })
    throw toAppError(problem.signal.reason)
  }
  return { fields, files }
}

function toAppError(problem: unknown) {
  if (problem instanceof AppError) return problem
  if (problem instanceof Error && 'code' in problem && problem.code === 'ENOSPC')
    return new AppError('UNAVAILABLE', 'The disk is full. Nothing was stored.', { cause: problem })
  return new AppError('INVALID_REQUEST', 'The multipart body is broken or was cut off.', {
    details: { body: 'ends too early or is malformed' },
    cause: problem,
  })
}

/** Unlike a pipeline, it leaves the request open when it fails, so that the sender can be told why. */
async function feed(busboy: InstanceType<typeof Busboy>, request: Request, signal: AbortSignal) {
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    signal.throwIfAborted()
    if (!busboy.write(chunk)) await once(busboy, 'drain', { signal })
  }
  const finished = once(busboy, 'finish', { signal })
  busboy.end()
  await finished
}

function createBusboy(contentType: string) {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      preservePath: true,
      limits: { files: maxFiles, fields: maxFields, fieldSize: 10_000, fieldNameSize: 100, headerPairs: 50 },
    })
  } catch {
    throw invalid('The multipart body has no boundary.', 'body', 'has no boundary')
  }
}

const invalid = (message: string, field: string, detail: string) =>
  new AppError('INVALID_REQUEST', message, { details: { [field]: detail } })

const tooLarge = (maxBytes: number) =>
  new AppError('PAYLOAD_TOO_LARGE', `An upload has at most ${maxBytes / 1_000_000} MB. Split it, or send a zip.`)

const longestName = 500

/**
 * The name of a file, with the folders it lies in when a folder is uploaded; without control characters. A path that leads out of the upload
 * is not used, only its last part.
 */
function pathName(name: string): string {
  const plain = name.replaceAll('\\', '/').replace(/[\p{Cc}\p{Cf}]/gu, '')
  const parts = plain.split('/')
  const leadsOut = plain.startsWith('/') || /^[a-z]:/i.test(plain) || parts.includes('..') || plain.length > longestName
  const kept = leadsOut ? parts.slice(-1) : parts.filter(part => part !== '' && part !== '.')
  const last = kept.pop()?.slice(0, 200)
  return [...kept, last || 'file'].join('/')
}

import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { Unreadable } from '../file-failure.ts'
import type { ParseContext, Source } from '../source.ts'
import { type ArchiveEntry, damaged, megabytes } from './archive.ts'

let counter = 0

/**
 * Unpacks an entry to a file whose name has nothing to do with the entry's. Counts what really comes out, against the limit of a file
 * and that of the upload. Errors: too_large, encrypted, unsupported, damaged.
 */
export async function unpackEntry(entry: ArchiveEntry, key: string, { limits, budget, temporaryFolder }: ParseContext): Promise<Source> {
  if (entry.isLink) throw new Unreadable('unsafe', 'This entry is a link, not a file. Pack the file itself and upload that.')
  if (entry.size > limits.fileBytes)
    throw new Unreadable(
      'too_large',
      `This file has ${megabytes(entry.size)}; ${megabytes(limits.fileBytes)} are read. Split it and upload the parts.`,
    )
  const path = join(temporaryFolder, `entry-${process.pid}-${counter++}`)
  let size = 0
  let checksum = 0
  const count = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      size += bytes.length
      budget.unpackedBytes -= bytes.length
      checksum = crc32(bytes, checksum)
      if (budget.unpackedBytes < 0) done(tooLarge('Unpacked, this upload', limits.unpackedBytes))
      else if (size > limits.fileBytes) done(tooLarge('This file', limits.fileBytes))
      else done(null, bytes)
    },
    flush: done => done(checksum === entry.checksum ? null : damaged(null)),
  })
  const packed = await entry.open()
  await pipeline(packed, count, createWriteStream(path, { flags: 'wx', mode: 0o600 })).catch(error => {
    throw damaged(error)
  })
  return { key, path, size }
}

const tooLarge = (what: string, limit: number): Unreadable =>
  new Unreadable('too_large', `${what} is larger than ${megabytes(limit)}. Split it and upload the parts.`)

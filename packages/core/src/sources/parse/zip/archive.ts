import type { Readable } from 'node:stream'
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl'
import { Unreadable } from '../file-failure.ts'
import type { ParseLimits } from '../limits.ts'

export interface ArchiveEntry {
  /** As the archive has it: may be unsafe; never a place to write to. */
  readonly name: string
  /** Bytes when unpacked, as declared; unpacking ends with an error when it turns out otherwise. */
  readonly size: number
  /** Of what it unpacks to. */
  readonly checksum: number
  readonly isEncrypted: boolean
  /** A symbolic link, as Unix systems pack it: its content is a path. */
  readonly isLink: boolean
  open(): Promise<Readable>
}

export interface Archive {
  readonly entries: readonly ArchiveEntry[]
  close(): void
}

type ArchiveLimits = Pick<ParseLimits, 'entries' | 'fileBytes' | 'unpackedBytes' | 'unpackRatio'>

/**
 * Opens a zip file and checks its directory before anything is unpacked: number of entries, declared sizes and ratios, and that no two
 * entries share their bytes. Errors: damaged, too_large, unsafe.
 */
export async function openArchive(path: string, limits: ArchiveLimits): Promise<Archive> {
  const zip = await openPromise(path, { decodeStrings: false, autoClose: false }).catch(error => {
    throw damaged(error)
  })
  try {
    if (zip.entryCount > limits.entries) throw tooManyEntries(zip.entryCount, limits)
    const entries = await readDirectory(zip)
    checkSizes(entries, limits)
    checkOverlaps(entries, zip.fileSize)
    return { entries: entries.map(entry => archiveEntry(zip, entry)), close: () => zip.close() }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function readDirectory(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = []
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry)
  } catch (error) {
    throw damaged(error)
  }
  return entries
}

function checkSizes(entries: readonly Entry[], limits: ArchiveLimits): void {
  const total = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  if (total > limits.unpackedBytes) {
    throw new Unreadable(
      'too_large',
      `Unpacked, this file has ${megabytes(total)}; ${megabytes(limits.unpackedBytes)} are read. Split it and upload the parts.`,
    )
  }
  for (const { compressedSize, uncompressedSize } of entries) {
    if (uncompressedSize > 1024 * 1024 && uncompressedSize > compressedSize * limits.unpackRatio) {
      throw new Unreadable(
        'unsafe',
        'This file unpacks to far more than its size, as files do that are made to do harm. Save its contents anew and upload that.',
      )
    }
  }
}

/** Entries that share bytes let a small file unpack to a huge one. */
function checkOverlaps(entries: readonly Entry[], fileSize: number): void {
  const sorted = entries.toSorted((first, second) => first.relativeOffsetOfLocalHeader - second.relativeOffsetOfLocalHeader)
  sorted.forEach((entry, index) => {
    const end = entry.relativeOffsetOfLocalHeader + 30 + entry.fileNameLength + entry.compressedSize
    const limit = sorted[index + 1]?.relativeOffsetOfLocalHeader ?? fileSize
    if (end > limit)
      throw new Unreadable(
        'unsafe',
        'The entries of this file overlap, as in files that are made to do harm. Save its contents anew and upload that.',
      )
  })
}

function archiveEntry(zip: ZipFile, entry: Entry): ArchiveEntry {
  return {
    name: getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false),
    size: entry.uncompressedSize,
    checksum: entry.crc32,
    isEncrypted: entry.isEncrypted(),
    isLink: entry.externalFileAttributes >>> 28 === 0xa,
    open: async () => {
      if (entry.isEncrypted())
        throw new Unreadable('encrypted', 'This file is password protected. Remove the password and upload it again.')
      if (!entry.canDecodeFileData())
        throw new Unreadable(
          'unsupported',
          'This file is packed in a way that is not read. Pack it as an ordinary zip and upload it again.',
        )
      return zip.openReadStreamPromise(entry).catch(error => {
        throw damaged(error)
      })
    },
  }
}

const tooManyEntries = (count: number, limits: ArchiveLimits): Unreadable =>
  new Unreadable('too_large', `This archive has ${count} entries; ${limits.entries} are read. Split it and upload the parts.`)

export function damaged(error: unknown): Unreadable {
  return error instanceof Unreadable
    ? error
    : new Unreadable('damaged', 'This file is damaged: it cannot be unpacked. Save it anew and upload it again.')
}

export const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`

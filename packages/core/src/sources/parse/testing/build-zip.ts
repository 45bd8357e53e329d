import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly name: string | Buffer
  readonly data: Buffer
  /** 8 deflated (when left out), 0 stored, others for what nobody can read. */
  readonly method?: number
  /** A size to declare instead of the real one. */
  readonly declaredSize?: number
  readonly declaredPackedSize?: number
  readonly crc?: number
  readonly flags?: number
  readonly externalAttributes?: number
  /** Points at the local header of the entry with this index instead of at its own. */
  readonly sharesBytesOf?: number
}

export interface ZipForm {
  readonly entryCount?: number
  readonly directoryOffset?: number
  readonly comment?: Buffer
}

/** Builds a zip file, honest unless told otherwise. Format: PKWARE APPNOTE 6.3. */
export function buildZip(entries: readonly ZipEntry[], form: ZipForm = {}): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  const offsets: number[] = []
  let position = 0
  for (const entry of entries) {
    const packed = packedEntry(entry)
    const offset = entry.sharesBytesOf === undefined ? position : (offsets[entry.sharesBytesOf] ?? 0)
    offsets.push(offset)
    if (entry.sharesBytesOf === undefined) {
      const header = localHeader(packed)
      parts.push(header, packed.name, packed.bytes)
      position += header.length + packed.name.length + packed.bytes.length
    }
    directory.push(directoryHeader(packed, offset), packed.name)
  }
  const names = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(form.entryCount ?? entries.length, 0xffff), 8)
  end.writeUInt16LE(Math.min(form.entryCount ?? entries.length, 0xffff), 10)
  end.writeUInt32LE(names.length, 12)
  end.writeUInt32LE(form.directoryOffset ?? position, 16)
  end.writeUInt16LE(form.comment?.length ?? 0, 20)
  return Buffer.concat([...parts, names, end, form.comment ?? Buffer.alloc(0)])
}

/** Files with text, by their names. */
export const zipOf = (files: Readonly<Record<string, string | Buffer>>): Buffer =>
  buildZip(Object.entries(files).map(([name, data]) => ({ name, data: typeof data === 'string' ? Buffer.from(data) : data })))

interface PackedEntry {
  readonly name: Buffer
  readonly bytes: Buffer
  readonly method: number
  readonly crc: number
  readonly size: number
  readonly packedSize: number
  readonly flags: number
  readonly attributes: number
}

const deflated = new WeakMap<Buffer, Buffer>()

function packedEntry(entry: ZipEntry): PackedEntry {
  const method = entry.method ?? 8
  const bytes = method === 8 ? (deflated.get(entry.data) ?? deflateRawSync(entry.data, { level: 6 })) : entry.data
  if (method === 8) deflated.set(entry.data, bytes)
  return {
    name: Buffer.isBuffer(entry.name) ? entry.name : Buffer.from(entry.name),
    bytes,
    method,
    crc: entry.crc ?? crc32(entry.data),
    size: entry.declaredSize ?? entry.data.length,
    packedSize: entry.declaredPackedSize ?? bytes.length,
    // Names are UTF-8.
    flags: (entry.flags ?? 0) | 0x800,
    attributes: entry.externalAttributes ?? 0,
  }
}

function localHeader(entry: PackedEntry): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  writeCommon(header, 6, entry)
  return header
}

function directoryHeader(entry: PackedEntry, offset: number): Buffer {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(0x0314, 4)
  header.writeUInt16LE(20, 6)
  writeCommon(header, 8, entry)
  header.writeUInt32LE(entry.attributes >>> 0, 38)
  header.writeUInt32LE(offset, 42)
  return header
}

function writeCommon(header: Buffer, at: number, entry: PackedEntry): void {
  header.writeUInt16LE(entry.flags, at)
  header.writeUInt16LE(entry.method, at + 2)
  header.writeUInt16LE(0x21, at + 6)
  header.writeUInt32LE(entry.crc >>> 0, at + 8)
  header.writeUInt32LE(Math.min(entry.packedSize, 0xffffffff), at + 12)
  header.writeUInt32LE(Math.min(entry.size, 0xffffffff), at + 16)
  header.writeUInt16LE(entry.name.length, at + 20)
}

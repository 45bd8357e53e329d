import { Readable } from 'node:stream'
import { Unreadable } from '../file-failure.ts'
import type { ParseContext, Source } from '../source.ts'
import { openArchive } from '../zip/archive.ts'
import { type XmlHandler, xmlPieces } from './xml-events.ts'

/** The parts of a DOCX or XLSX file, which is a zip of XML files. */
export interface OfficeParts {
  names(): string[]
  /** Reads a part; one that is missing is read as empty. */
  read(name: string, handler: XmlHandler): Promise<void>
  /** Reads a part, giving way after each piece. */
  pieces(name: string, handler: XmlHandler): AsyncGenerator<void>
  /** The bytes of a part as they are, piece by piece. */
  bytes(name: string): AsyncGenerator<Buffer>
  /** Targets of a part's relations by their id; `external` ones are addresses, others names of parts. */
  relations(part: string): Promise<Map<string, { target: string; isExternal: boolean }>>
  close(): void
}

/** Pieces of 64 kB that count as progress. */
const progressPieces = 64

/** Errors: those of `openArchive`; too_large for a part above what all may have together. */
export async function openOfficeParts(source: Source, { limits, budget, advance }: ParseContext): Promise<OfficeParts> {
  const archive = await openArchive(source.path, { ...limits, unpackedBytes: Math.min(limits.unpackedBytes, budget.unpackedBytes) })
  const byName = new Map(archive.entries.map(entry => [entry.name.replace(/^\//, ''), entry]))
  const open = async (name: string) => {
    const entry = byName.get(name)
    if (!entry) return Readable.from([])
    budget.unpackedBytes -= entry.size
    if (budget.unpackedBytes < 0) throw new Unreadable('too_large', 'Unpacked, this upload is too large. Split it and upload the parts.')
    return entry.open()
  }
  async function* pieces(name: string, handler: XmlHandler): AsyncGenerator<void> {
    let count = 0
    for await (const _ of xmlPieces(await open(name), handler)) {
      if (++count % progressPieces === 0) advance()
      yield
    }
  }
  const read = async (name: string, handler: XmlHandler) => {
    for await (const _ of pieces(name, handler));
  }
  return {
    names: () => [...byName.keys()],
    read,
    pieces,
    bytes: async function* (name) {
      yield* (await open(name)) as AsyncIterable<Buffer>
    },
    relations: async part => {
      const relations = new Map<string, { target: string; isExternal: boolean }>()
      const folder = part.slice(0, part.lastIndexOf('/') + 1)
      await read(`${folder}_rels/${part.slice(folder.length)}.rels`, {
        open(name, attributes) {
          if (name !== 'Relationship' || !attributes.Id) return
          const isExternal = attributes.TargetMode === 'External'
          relations.set(attributes.Id, {
            target: isExternal ? (attributes.Target ?? '') : partName(attributes.Target ?? '', folder),
            isExternal,
          })
        },
      })
      return relations
    },
    close: () => archive.close(),
  }
}

/** A target relative to its part's folder, or from the root. */
function partName(target: string, folder: string): string {
  const parts: string[] = []
  for (const part of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (part === '..') parts.pop()
    else if (part && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

import { type Chunk, type ChunkKind, maximumChunkLength, targetChunkLength } from '../chunk.ts'
import type { Block } from '../document.ts'
import { cutText } from './cut-text.ts'
import { tableUnits } from './table-units.ts'

/** A part of a passage that is not cut further. */
export interface Unit {
  readonly kind: ChunkKind
  readonly text: string
  readonly fields: Chunk['fields']
  /** What separates it from the unit before, when they share a passage. */
  readonly separator: '\n\n' | '\n' | ' '
}

/** Lists up to this length stay whole. */
const wholeList = targetChunkLength * 1.5

/** The units of a block of text, list, table or code. `leadIn` is repeated where a list or table goes on in another passage. */
export function blockUnits(block: Block, leadIn: string | null, language: string | null): Unit[] {
  switch (block.kind) {
    case 'list':
      return listUnits(block, leadIn, language)
    case 'table':
      return tableUnits(block, leadIn, language)
    case 'code':
      return codeUnits(block.text)
    case 'paragraph':
    case 'heading':
      return paragraphUnits(block.text, language)
    default:
      return []
  }
}

function paragraphUnits(text: string, language: string | null): Unit[] {
  const limit = text.length <= targetChunkLength * 1.25 ? maximumChunkLength : targetChunkLength
  return cutText(text, limit, language).map(
    (piece, index): Unit => ({ kind: 'text', text: piece, fields: null, separator: index ? ' ' : '\n\n' }),
  )
}

function listUnits({ ordered, items }: Extract<Block, { kind: 'list' }>, leadIn: string | null, language: string | null): Unit[] {
  const lines = items.map((item, index) => `${ordered ? `${index + 1}.` : '-'} ${item.replaceAll('\n', '\n  ')}`)
  const opening = leadIn ? `${leadIn}\n` : ''
  const room = targetChunkLength - opening.length
  const fits = opening.length + lines.join('\n').length <= wholeList
  const groups = fits
    ? [lines.join('\n')]
    : groupLines(
        lines.flatMap(line => cutText(line, room, language)),
        room,
      )
  return groups.map((group): Unit => ({ kind: 'list', text: opening + group, fields: null, separator: '\n\n' }))
}

function codeUnits(text: string): Unit[] {
  const room = maximumChunkLength - 8
  return cutText(text, room, null).map(
    (piece): Unit => ({ kind: 'code', text: `\`\`\`\n${piece}\n\`\`\``, fields: null, separator: '\n\n' }),
  )
}

/** Lines in groups of about equal length, none above `room`. */
export function groupLines(lines: readonly string[], room: number, separator = '\n'): string[] {
  const total = lines.reduce((sum, line) => sum + line.length + separator.length, 0)
  const goal = Math.min(room, (total / Math.ceil(total / room)) * 1.1)
  const groups: string[] = []
  for (const line of lines) {
    const last = groups.at(-1)
    if (last !== undefined && last.length + separator.length + line.length <= goal) groups[groups.length - 1] = last + separator + line
    else groups.push(line)
  }
  return groups
}

import type { Chunk, ChunkKind } from '../chunk.ts'
import type { Unit } from './block-units.ts'

export type Packed = Pick<Chunk, 'kind' | 'body' | 'fields'>

/**
 * Packs the units of a section into passages of about `target` characters, none above twice that. Passages of one section come out about
 * equally long rather than one full and one of a few words.
 */
export function packUnits(units: readonly Unit[], target: number): Packed[] {
  const total = units.reduce((sum, unit) => sum + unit.text.length + 2, 0)
  const goal = total <= target * 1.25 ? target * 1.25 : (total / Math.ceil(total / target)) * 1.15
  const groups: Unit[][] = []
  let length = 0
  for (const unit of units) {
    const last = groups.at(-1)
    const joined = length + unit.text.length + 2
    if (last && (joined <= goal || (Math.min(length, unit.text.length) < target / 4 && joined <= target * 1.4))) {
      last.push(unit)
      length = joined
    } else {
      groups.push([unit])
      length = unit.text.length
    }
  }
  return groups.map(packed)
}

function packed(units: readonly Unit[]): Packed {
  const body = units.reduce((text, unit) => (text ? text + unit.separator + unit.text : unit.text), '')
  return { kind: mainKind(units), body, fields: units.length === 1 ? (units[0]?.fields ?? null) : null }
}

/** The kind that most of the text is of. */
function mainKind(units: readonly Unit[]): ChunkKind {
  const lengths = new Map<ChunkKind, number>()
  for (const unit of units) lengths.set(unit.kind, (lengths.get(unit.kind) ?? 0) + unit.text.length)
  return [...lengths].reduce<[ChunkKind, number]>((most, one) => (one[1] > most[1] ? one : most), ['text', 0])[0]
}

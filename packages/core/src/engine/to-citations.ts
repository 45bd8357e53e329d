import type { Citation } from '@craveva/contract/parts'
import type { Evidence } from '../models/model.ts'
import type { ShownPart } from '../tools/tool.ts'
import type { Attempt } from './ask-model.ts'
import { restsOn } from './rests-on.ts'

/** What was found at the start, and what tools found later, best first; and which of it the answer rests on. */
export function toCitations(
  evidence: readonly Evidence[],
  parts: readonly ShownPart[],
  { usedChunkIds, text, declined }: Pick<Attempt, 'usedChunkIds' | 'text' | 'declined'>,
): Citation[] {
  const isSource = restsOn(text)
  const first = evidence.slice(0, 10).map(passage => ({
    data_source_id: passage.dataSourceId,
    document_id: passage.documentId,
    title: passage.title,
    heading: passage.headings.join(' › '),
    url: passage.url,
    excerpt: passage.body,
    score: passage.score,
    used: !declined && (usedChunkIds ? usedChunkIds.has(passage.chunkId) : isSource(passage.body)),
    ...(passage.curated ? { kind: 'curated' as const } : {}),
  }))
  const known = new Set(first.map(({ excerpt }) => excerpt))
  const later = parts.flatMap(part => {
    if (part.type !== 'citation' || known.has(part.excerpt)) return []
    known.add(part.excerpt)
    const { type: _, ...citation } = part
    return [{ ...citation, used: !declined && isSource(part.excerpt) }]
  })
  return [...first, ...later].slice(0, 20)
}

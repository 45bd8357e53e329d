import type { Block } from '../document.ts'
import { sentences } from './cut-text.ts'

export interface LedBlock {
  readonly block: Block
  /** The sentence that introduces a list or table, taken from the paragraph before it. */
  readonly leadIn: string | null
}

const longestLeadIn = 300
/** A short paragraph directly above a list introduces it, with or without a colon. */
const surelyLeadIn = 120

/** Joins lists and tables with the sentence above that says what they are lists and tables of. */
export function withLeadIns(blocks: readonly Block[], language: string | null): LedBlock[] {
  const result: LedBlock[] = []
  for (const block of blocks) {
    const before = result.at(-1)?.block
    const leadIn =
      (block.kind === 'list' || block.kind === 'table') && before?.kind === 'paragraph' ? leadInOf(before.text, language) : null
    if (leadIn === null || before?.kind !== 'paragraph') {
      result.push({ block, leadIn: null })
      continue
    }
    result.pop()
    const rest = before.text.slice(0, before.text.length - leadIn.length).trim()
    if (rest) result.push({ block: { kind: 'paragraph', text: rest }, leadIn: null })
    result.push({ block, leadIn })
  }
  return result
}

function leadInOf(paragraph: string, language: string | null): string | null {
  if (paragraph.length <= surelyLeadIn) return paragraph
  const last = sentences(paragraph, language).at(-1)?.trim() ?? ''
  return /[:：]$/.test(last) && last.length <= longestLeadIn ? last : null
}

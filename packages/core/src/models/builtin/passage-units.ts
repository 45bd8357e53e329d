import { plainBody } from '../../sources/split/plain-body.ts'
import type { BuiltinPassage } from './builtin-answer.ts'

/** The least that is quoted whole: a sentence, an entry of a list, a row of a table. */
export interface Unit {
  /** Markdown, as the source has it. */
  readonly text: string
  readonly plain: string
  readonly kind: 'sentence' | 'item' | 'row'
  /** Paragraph, list or table the unit belongs to; counted within the passage. */
  readonly block: number
  /** Opening of a list or header of a table, without which the unit is not understood. */
  readonly leadIn: string | null
}

/** A passage taken apart into what can be quoted. Code is one unit. */
export function passageUnits({ body, language, kind }: Pick<BuiltinPassage, 'body' | 'language' | 'kind'>): Unit[] {
  if (kind === 'code') return [{ text: body, plain: plainBody(body), kind: 'row', block: 0, leadIn: null }]
  const units: Unit[] = []
  let leadIn: string | null = null
  body.split(/\n{2,}/).forEach((block, index) => {
    const found = blockUnits(block, index, language)
    const first = found[0]
    if (first && first.kind !== 'sentence' && first.leadIn === null && leadIn) units.push(...found.map(unit => ({ ...unit, leadIn })))
    else units.push(...found)
    const last = found.at(-1)
    leadIn = last?.kind === 'sentence' && /[:：]$/.test(last.text) ? last.text : null
  })
  return units
}

function blockUnits(block: string, index: number, language: string | null): Unit[] {
  const lines = block.split('\n').filter(line => line.trim() !== '')
  if (lines.length > 1 && /^\|.*\|$/.test(lines[0] ?? '') && /^\|(?: ?:?-+:? ?\|)+$/.test(lines[1] ?? '')) {
    return lines.slice(2).map(line => unit(line, 'row', index, lines.slice(0, 2).join('\n')))
  }
  const units: Unit[] = []
  let text: string[] = []
  let leadIn: string | null = null
  const flush = () => {
    const found = sentences(text.join(' '), language).map(sentence => unit(sentence, 'sentence', index, null))
    units.push(...found)
    leadIn = found.at(-1)?.text ?? leadIn
    text = []
  }
  for (const line of lines) {
    if (isItem(line)) {
      if (text.length > 0) flush()
      units.push(unit(line.trim(), 'item', index, leadIn))
    } else if (/^[^.!?]{1,40}: \S/.test(line)) {
      if (text.length > 0) flush()
      units.push(unit(line.trim(), 'row', index, null))
    } else {
      text.push(line.trim())
    }
  }
  if (text.length > 0) flush()
  return units
}

export const isItem = (line: string): boolean => /^\s*(?:[-*•]|\d{1,3}[.)]) /.test(line)

const unit = (text: string, kind: Unit['kind'], block: number, leadIn: string | null): Unit => ({
  text,
  plain: plainBody(text),
  kind,
  block,
  leadIn,
})

const segmenters = new Map<string, Intl.Segmenter>()

/** Sentences of a paragraph; a full stop after an abbreviation or a number does not end one. */
function sentences(text: string, language: string | null): string[] {
  const locale = language ?? 'en'
  const segmenter = segmenters.get(locale) ?? new Intl.Segmenter(locale, { granularity: 'sentence' })
  segmenters.set(locale, segmenter)
  const result: string[] = []
  for (const { segment } of segmenter.segment(text)) {
    const before = result.at(-1)
    if (
      before !== undefined &&
      /(?:\b(?:e\.g|i\.e|etc|approx|incl|excl|no|nr|art|abs|bzw|ca|z\.\s?b|d\.\s?h|u\.\s?a|p\.\s?ex|env|ej|vs|mr|mrs|dr|st|inc|ltd)\.|\d\.)\s*$/i.test(
        before,
      )
    ) {
      result[result.length - 1] = before + segment
    } else if (segment.trim() !== '') {
      result.push(segment)
    }
  }
  return result.map(sentence => sentence.trim())
}

import type { Unit } from './passage-units.ts'
import type { SupportedPassage, SupportedUnit } from './support.ts'

/** Passages short enough are quoted whole, and so are answers to a question of their own. */
const shortPassage = 450
const shortAnswer = 750
/** Characters of a paragraph or list that is quoted whole; of a longer one the part around the best sentence. */
const wholeBlock = 520
const mostLines = 10
/** Entries of a list or table are quoted that fit the question nearly as well as the best. */
const nearlyAsWell = 0.85

/** What a passage says to the question, word for word, as Markdown. */
export function quote({ passage, units }: SupportedPassage, best: SupportedUnit, wantsAll: boolean): string {
  if (passage.kind === 'code' || passage.body.length <= shortPassage) return passage.body
  if (passage.kind === 'qa' && passage.body.length <= shortAnswer) return passage.body
  const block = units.filter(({ unit }) => unit.block === best.unit.block && unit.kind === best.unit.kind)
  if (best.unit.kind !== 'sentence') return lines(entries(block, best, wantsAll).map(({ unit }) => unit))
  const text = around(block, best)
  if (!/[:：]$/.test(text)) return text
  const introduced = units.filter(({ unit, index }) => unit.kind !== 'sentence' && index > best.index && unit.block <= best.unit.block + 1)
  return introduced.length === 0
    ? text
    : `${text}\n\n${lines(introduced.slice(0, mostLines).map(({ unit }) => ({ ...unit, leadIn: header(unit) })))}`
}

/** Steps are quoted all, so are short lists; of others what fits. */
function entries(block: readonly SupportedUnit[], best: SupportedUnit, wantsAll: boolean): readonly SupportedUnit[] {
  const isSteps = /^\d/.test(best.unit.text)
  const length = block.reduce((sum, { unit }) => sum + unit.text.length, 0)
  const fitting = block.filter(({ support }) => support >= best.support * nearlyAsWell)
  const whole = isSteps || wantsAll || (best.unit.kind === 'item' && length <= wholeBlock)
  return (whole ? block : fitting).slice(0, mostLines)
}

/** Entries with what introduces them; the header of a table stands directly above its rows. */
function lines(units: readonly Unit[]): string {
  const [first] = units
  const text = units.map(unit => unit.text).join('\n')
  return first?.leadIn ? `${first.leadIn}${first.leadIn.startsWith('|') ? '\n' : '\n\n'}${text}` : text
}

const header = ({ leadIn }: Unit): string | null => (leadIn?.startsWith('|') ? leadIn : null)

/** The paragraph, or the sentences of it around the best one: those that follow first, as they go on with it. */
function around(block: readonly SupportedUnit[], best: SupportedUnit): string {
  const at = block.indexOf(best)
  let from = at
  let to = at
  const length = () => block.slice(from, to + 1).reduce((sum, { unit }) => sum + unit.text.length + 1, 0)
  const fits = (next: SupportedUnit | undefined) => next !== undefined && length() + next.unit.text.length <= wholeBlock
  while (fits(block[to + 1])) to += 1
  while (fits(block[from - 1])) from -= 1
  return block
    .slice(from, to + 1)
    .map(({ unit }) => unit.text)
    .join(' ')
}

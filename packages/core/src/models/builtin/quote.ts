import type { SupportedPassage, SupportedUnit } from './support.ts'

/** Characters of one quotation at which it is complete, and at which it ends. */
const enough = 320
const most = 750
/** Passages of a heading or question of their own that are short enough are quoted whole. */
const shortPassage = 420
const mostItems = 12

/** What a passage says to the question, word for word, as Markdown. */
export function quote({ passage, units }: SupportedPassage, best: SupportedUnit, wantsAll: boolean): string {
  if (passage.kind === 'code') return passage.body
  if (passage.body.length <= shortPassage || (passage.kind === 'qa' && passage.body.length <= most)) return passage.body
  const block = units.filter(({ unit }) => unit.block === best.unit.block && unit.kind === best.unit.kind)
  if (best.unit.kind === 'sentence') return sentencesAround(units, best)
  const isSteps = /^\d/.test(best.unit.text)
  const chosen = isSteps || wantsAll ? block : block.filter(({ support }) => support >= best.support * 0.85)
  return [best.unit.leadIn, ...chosen.slice(0, mostItems).map(({ unit }) => unit.text)].filter(line => line !== null).join('\n')
}

/** The best sentence with what follows it, and with what it points back to; lists it introduces are part of it. */
function sentencesAround(units: readonly SupportedUnit[], best: SupportedUnit): string {
  const chosen = [best]
  let length = best.unit.text.length
  const before = units[best.index - 1]
  if (before && (pointsBack.test(best.unit.text) || best.unit.text.length < 60) && before.unit.kind === 'sentence') {
    chosen.unshift(before)
    length += before.unit.text.length
  }
  for (const next of units.slice(best.index + 1)) {
    const introduced = next.unit.kind !== 'sentence' && next.unit.leadIn !== null && next.unit.leadIn === chosen.at(-1)?.unit.text
    const goesOn = chosen.at(-1)?.unit.kind !== 'sentence' && next.unit.block === chosen.at(-1)?.unit.block
    if (!introduced && !goesOn && (length >= enough || next.unit.kind !== 'sentence')) break
    if (length + next.unit.text.length > most) break
    chosen.push(next)
    length += next.unit.text.length
  }
  return join(chosen)
}

/** Openings that are not understood without the sentence before. */
const pointsBack =
  /^(?:it|its|this|that|these|those|they|he|she|however|but|then|therefore|otherwise|also|so|in this case|er|sie|es|das|dies|diese|dieser|dafür|dann|jedoch|aber|sonst|auch|il|elle|ils|elles|cela|ceci|ce|cette|mais|alors|sinon|eso|esto|esta|este|pero|entonces|también|luego)\b/i

function join(units: readonly SupportedUnit[]): string {
  return units.reduce((text, { unit }, index) => {
    if (index === 0) return unit.text
    const before = units[index - 1]?.unit
    return (
      text + (unit.kind === 'sentence' && before?.kind === 'sentence' ? (before.block === unit.block ? ' ' : '\n\n') : '\n') + unit.text
    )
  }, '')
}

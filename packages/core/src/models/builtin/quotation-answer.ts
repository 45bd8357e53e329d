import type { AnalyzedQuestion } from '../../retrieval/query/question.ts'
import type { BuiltinAnswer, BuiltinPassage } from './builtin-answer.ts'
import { givesKind } from './gives-kind.ts'
import { isAskedBy } from './is-asked-by.ts'
import type { Phrases } from './phrases/phrases.ts'
import { productLine } from './product-line.ts'
import { quote } from './quote.ts'
import type { SupportedPassage, SupportedUnit } from './support.ts'

const mostPassages = 3
const longestAnswer = 1200
/** A further passage is quoted when it says nearly as much. */
const nearlyAsMuch = 0.85
/** What the place among the passages found is worth, per place. */
const placeWorth = 0.04
const focusWorth = 0.15

interface Choice {
  readonly from: SupportedPassage
  readonly unit: SupportedUnit
  readonly score: number
}

/** The passages' own sentences that answer best, with their sources. */
export function quotationAnswer(
  question: AnalyzedQuestion,
  passages: readonly SupportedPassage[],
  phrases: Phrases,
  isForeign: (passage: BuiltinPassage) => boolean,
): BuiltinAnswer {
  const choices = passages.flatMap((passage, place) => bestUnit(passage, place, question) ?? []).sort((a, b) => b.score - a.score)
  const [first] = choices
  const chosen = choices.filter(({ score }) => first && score >= first.score * nearlyAsMuch).slice(0, mostPassages)
  const quotes: { text: string; passage: BuiltinPassage }[] = []
  for (const { from, unit } of chosen) {
    const text =
      from.passage.kind === 'product'
        ? productLine(from, question, phrases)
        : withQuestion(from, question, quote(from, unit, wantsAll(question)))
    const length = quotes.reduce((sum, quoted) => sum + quoted.text.length, 0)
    if (quotes.length > 0 && (length + text.length > longestAnswer || quotes.some(quoted => quoted.text.includes(text)))) continue
    quotes.push({ text, passage: from.passage })
  }
  const foreign = first && isForeign(first.from.passage) ? `${phrases.otherLanguage}\n\n` : ''
  return {
    text: `${foreign}${quotes.map(({ text }) => text).join('\n\n')}\n\n${sourceLine(
      quotes.map(({ passage }) => passage),
      phrases,
    )}`,
    used: quotes.map(({ passage }) => passage.chunkId),
    declined: false,
    kind: 'passages',
  }
}

/** The answer to another question than the visitor's is only understood with it: `No.` */
function withQuestion({ passage }: SupportedPassage, question: AnalyzedQuestion, text: string): string {
  const heading = passage.headings.at(-1)
  return passage.kind !== 'qa' || heading === undefined || isAskedBy(heading, passage.language, question) ? text : `**${heading}**\n${text}`
}

function bestUnit(from: SupportedPassage, place: number, question: AnalyzedQuestion): Choice | null {
  let best: Choice | null = null
  for (const unit of from.units) {
    const score = unit.support + unit.own * 0.3 + (givesKind(question, unit.unit.plain) ? focusWorth : 0) - place * placeWorth
    if (!best || score > best.score) best = { from, unit, score }
  }
  return best
}

/** Questions for a set want the whole list, others the entries that fit. */
const wantsAll = ({ isProcedure }: AnalyzedQuestion): boolean => isProcedure

/** The documents quoted, each once. */
export function sourceLine(passages: readonly BuiltinPassage[], phrases: Phrases): string {
  const names = new Set(passages.map(({ title, url }) => (url ? `[${title}](${url})` : title)))
  return `${phrases.source}: ${[...names].join(' · ')}`
}

import { detectLanguage } from '../../retrieval/words/detect-language.ts'
import { fold } from '../../retrieval/words/fold.ts'
import { functionWords } from '../../retrieval/words/function-words.ts'
import { type Language, toLanguage } from '../../retrieval/words/language.ts'
import { stem } from '../../retrieval/words/stem.ts'
import { tokenize } from '../../retrieval/words/tokenize.ts'
import type { ModelTool } from '../model.ts'

export interface ChosenQuery {
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>>
}

/** Content words of a question that a query must name before it is taken for the answer. */
const leastShared = 2

/** Words that ask for an order, which a query has anyhow. */
const superlatives = new Set(
  'most best top highest largest biggest least worst lowest fewest meisten beste besten wenigsten plus mejor mas migliore'.split(' '),
)

/**
 * The query that answers a question by itself: one whose name and description hold every content word of the question, but for the span of time and
 * for the one thing that its text parameter asks for. Null when no query does, or two do equally: a wrong table is worse than none.
 */
export function chooseQuery(question: string, queries: readonly ModelTool[]): ChosenQuery | null {
  const language = toLanguage(detectLanguage(question, fold(question).match(/[\p{L}\p{M}]+/gu) ?? []) ?? 'en') ?? 'en'
  const { days, rest } = readDays(fold(question))
  const ignored = functionWords.get(language)
  const words = tokenize(rest)
    .map(({ word }) => word)
    .filter(word => !ignored?.has(word) && !superlatives.has(word))
  const fitting = queries.flatMap(query => fit(query, words, { language, days }) ?? []).sort((a, b) => b.shared - a.shared)
  const [best, next] = fitting
  return !best || best.shared === next?.shared ? null : best.chosen
}

function fit(
  { name, description, parameters }: ModelTool,
  words: readonly string[],
  { language, days }: { language: Language; days: number | null },
): { shared: number; chosen: ChosenQuery } | null {
  const properties = Object.entries((parameters.properties ?? {}) as Record<string, Parameter>)
  const required = (parameters.required ?? []) as readonly string[]
  const known = new Set(
    tokenize([name.replaceAll('_', ' '), description, ...properties.map(([, { description }]) => description ?? '')].join('. ')).map(
      ({ word }) => stem(word, language),
    ),
  )
  const missing = words.filter(word => !known.has(stem(word, language)))
  const shared = words.length - missing.length
  const given: Record<string, unknown> = {}
  const span = properties.find(([key, { type }]) => type === 'integer' && /days?$/.test(key))
  if (days !== null && !span) return null
  if (days !== null && span) given[span[0]] = days
  const texts = properties.filter(([key, { type, enum: values }]) => type === 'string' && required.includes(key) && !values)
  const [text] = texts
  if (text) {
    const phrase = missing.join(' ')
    // One thing, told in one piece.
    if (texts.length > 1 || missing.length === 0 || !words.join(' ').includes(phrase)) return null
    given[text[0]] = phrase
  } else if (missing.length > 0) return null
  const isWhole = required.every(key => key in given)
  return isWhole && shared >= leastShared ? { shared, chosen: { name, arguments: given } } : null
}

interface Parameter {
  readonly type?: string
  readonly description?: string
  readonly enum?: unknown
}

const spans: readonly (readonly [pattern: RegExp, days: number])[] = [
  [/\b(?:yesterday|gestern)\b/, 1],
  [/\b(?:last|past|this|previous) week\b|\b(?:letzte[nr]?|vergangene[nr]?|diese[rn]?) woche\b/, 7],
  [/\b(?:last|past|this|previous) month\b|\b(?:letzte[nr]?|vergangene[nr]?|diese[nr]?) monat\b/, 30],
  [/\b(?:last|past|this|previous) year\b|\b(?:letzte[sn]?|vergangene[sn]?|diese[sn]?) jahr\b/, 365],
]
const counted = /\b(?:in |over |during |within )?(?:the )?(?:last|past|letzten|vergangenen) (\d{1,3}) (day|week|month|tage|woche|monat)\w*/
const daysOf: Readonly<Record<string, number>> = { day: 1, tage: 1, week: 7, woche: 7, month: 30, monat: 30 }

/** How many days back a folded question looks, and the question without that. */
function readDays(text: string): { days: number | null; rest: string } {
  const [all, count, unit = ''] = counted.exec(text) ?? []
  if (all) return { days: Number(count) * (daysOf[unit] ?? 1), rest: text.replace(all, ' ') }
  for (const [pattern, days] of spans) if (pattern.test(text)) return { days, rest: text.replace(pattern, ' ') }
  return { days: null, rest: text }
}

import type { AnalyzedQuestion } from '../../retrieval/query/question.ts'
import { readQuestion } from '../../retrieval/query/read-question.ts'
import { stem } from '../../retrieval/words/stem.ts'
import type { BuiltinAnswer, BuiltinPassage, BuiltinQuestion } from './builtin-answer.ts'
import { english } from './phrases/english.ts'
import { type ScoredPassage, type ScoredUnit, scoreUnits } from './score-units.ts'

/** Answers in sentences of the passages, or says that they hold no answer. */
export function answerFromPassages(asked: BuiltinQuestion): BuiltinAnswer {
  const question = asked.passages[0]?.understood ?? understand(asked.question)
  const scored = asked.passages.slice(0, 6).map(passage => scoreUnits(passage, question))
  const [best] = [...scored].sort((a, b) => b.coverage - a.coverage)
  if (!best || best.coverage < 0.35) return decline(asked)
  const first = scored[0] && scored[0].coverage > best.coverage * 0.8 ? scored[0] : best
  return { text: `${quote(first)}\n\n${sourceLine(first.passage)}`, used: [first.passage.chunkId], declined: false, kind: 'passages' }
}

function decline({ suggestions }: BuiltinQuestion): BuiltinAnswer {
  const topics = suggestions.slice(0, 3).map(suggestion => `- ${suggestion}`)
  const help = topics.length > 0 ? `\n\n${english.canHelp}\n${topics.join('\n')}` : ''
  return { text: `${english.decline}${help}`, used: [], declined: true, kind: 'decline' }
}

function quote({ units }: ScoredPassage): string {
  const best = units.reduce<ScoredUnit | null>((found, unit) => (!found || unit.own > found.own ? unit : found), null)
  if (!best) return ''
  const around = units.filter(({ index }) => index >= best.index - 1 && index <= best.index + 2)
  const leadIn = around[0]?.unit.leadIn
  return [...(leadIn ? [leadIn] : []), ...around.map(({ unit }) => unit.text)].join('\n')
}

const sourceLine = ({ title, url }: BuiltinPassage): string => `${english.source}: ${url ? `[${title}](${url})` : title}`

/** Without search's knowledge of the texts every content word counts alike. */
function understand(question: string): AnalyzedQuestion {
  const { words, language, stemLanguages, focus, isProcedure } = readQuestion(question)
  const groups = words.map(({ word, weight }, place) => ({
    word,
    weight,
    place,
    alternatives: stemLanguages.map(stemLanguage => ({
      terms: [stem(word, stemLanguage)],
      weight: 1,
      worth: 1,
      documentFrequency: 1,
      origin: 'same' as const,
    })),
    parts: [],
  }))
  return { groups, language, focus, isProcedure, chunks: 100, averageLength: 100 }
}

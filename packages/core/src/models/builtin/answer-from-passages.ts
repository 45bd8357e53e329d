import { namesPrice } from '../../retrieval/query/price-limits.ts'
import { pointsBack } from '../../retrieval/query/with-earlier.ts'
import type { BuiltinAnswer, BuiltinPassage, BuiltinQuestion } from './builtin-answer.ts'
import { competingMeanings } from './competing-meanings.ts'
import { isSupported } from './is-supported.ts'
import { joinAnswers } from './join-answers.ts'
import type { Phrases } from './phrases/phrases.ts'
import { phrasesFor } from './phrases/phrases-for.ts'
import { productAnswer } from './product-answer.ts'
import { quotationAnswer } from './quotation-answer.ts'
import { smallTalk } from './small-talk.ts'
import { spokenLanguage, textLanguage } from './spoken-language.ts'
import { type SupportedPassage, supportOf } from './support.ts'
import { understand } from './understand.ts'

/** Passages that are read for an answer. */
const mostRead = 5
const mostSuggestions = 3
/** Share of the topic that a passage holds, against the one that holds most. */
const mostOfTopic = 0.7

/**
 * Answers a question in the passages' own sentences, or says that they hold no answer. Deterministic; what it says of its own is in the
 * visitor's language, what it quotes in that of the source.
 */
export function answerFromPassages(asked: BuiltinQuestion): BuiltinAnswer {
  const parts = partsOf(asked)
  if (parts.length < 2) return answerOne(asked)
  const language = languageOf(asked)
  return joinAnswers(
    parts.map(part => ({ question: part.question, answer: answerOne({ ...part, language }) })),
    phrasesFor(language),
    () => decline({ ...asked, language }),
  )
}

/** A message that asks several questions, as one for each. */
function partsOf(asked: BuiltinQuestion): BuiltinQuestion[] {
  const questions = [...new Set(asked.passages.flatMap(({ parts }) => parts ?? []).map(({ question }) => question))]
  const inOrder = questions.toSorted((a, b) => asked.question.indexOf(a) - asked.question.indexOf(b))
  return inOrder.map(question => {
    const found = asked.passages.flatMap(passage => {
      const part = passage.parts?.find(one => one.question === question)
      return part ? [{ passage: { ...passage, understood: part.understood }, place: part.place }] : []
    })
    return { ...asked, question, passages: found.sort((a, b) => a.place - b.place).map(({ passage }) => passage) }
  })
}

/** Within a conversation the words of the texts tell less of a visitor's language than what they wrote before. */
function languageOf(asked: BuiltinQuestion): string | null {
  const understood = asked.passages[0]?.understood?.language ?? null
  return asked.language ?? (asked.history.length > 0 ? (spokenLanguage(asked) ?? understood) : (understood ?? spokenLanguage(asked)))
}

function answerOne(asked: BuiltinQuestion): BuiltinAnswer {
  const language = languageOf(asked)
  const phrases = phrasesFor(language)
  const talk = smallTalk(asked.question, language, asked.agentName)
  if (talk) {
    // Who has been talking already, or takes leave, needs no suggestions.
    const text = talk.opens && asked.history.length === 0 ? withSuggestions(talk.text, asked, phrases) : talk.text
    return { text, used: [], declined: false, kind: 'small talk' }
  }
  const [first] = asked.passages
  if (first?.curated) return { text: first.body, used: [first.chunkId], declined: false, kind: 'curated' }
  const question = first?.understood ?? understand(asked.question)
  const isForeign = (passage: BuiltinPassage) =>
    language !== null && passage.language !== null && primary(passage.language) !== primary(language)
  const shops = namesPrice(asked.question)
  const read = onTopic(
    asked.question,
    asked.passages.slice(0, shops ? undefined : mostRead).map(passage => supportOf(passage, question)),
  )
  const own = read.filter(({ passage }) => !isForeign(passage))
  const passages = isSupported(question, own) ? own : read
  if (!isSupported(question, passages)) return decline({ ...asked, language })
  const meanings = shops ? [] : competingMeanings(asked.question, question, passages)
  if (meanings.length > 0) {
    const text = `${phrases.askBack}\n\n${meanings.map(meaning => `- ${meaning}`).join('\n')}`
    return { text, used: [], declined: false, kind: 'clarification' }
  }
  return productAnswer(asked.question, question, passages, phrases) ?? quotationAnswer(question, passages, phrases, isForeign)
}

/** What `it` is stays what it was: passages that do not speak of that answer nothing. */
function onTopic(question: string, passages: readonly SupportedPassage[]): readonly SupportedPassage[] {
  const best = Math.max(0, ...passages.map(({ topic }) => topic))
  return best > 0 && pointsBack(question) ? passages.filter(({ topic }) => topic >= best * mostOfTopic) : passages
}

/** Where either is not known, nothing speaks against it. */
const isIn = (language: string | null, other: string | null): boolean =>
  language === null || other === null || primary(language) === primary(other)

const primary = (language: string): string | undefined => language.toLowerCase().split('-')[0]

/** Says that there is no answer, and what can be helped with. */
export function decline(asked: BuiltinQuestion): BuiltinAnswer {
  const phrases = phrasesFor(languageOf(asked))
  return { text: withSuggestions(phrases.decline, asked, phrases), used: [], declined: true, kind: 'decline' }
}

/**
 * What can be helped with: the agent's own suggestions, else what the documents nearest to the question are about; either in the visitor's
 * language only.
 */
function withSuggestions(text: string, asked: BuiltinQuestion, phrases: Phrases): string {
  const { suggestions, passages } = asked
  const language = languageOf(asked)
  const own = suggestions.filter(suggestion => isIn(language, textLanguage(suggestion)))
  const pages = passages.filter(passage => passage.kind !== 'product' && isIn(language, passage.language))
  const topics = new Set(pages.map(({ title }) => title))
  const [intro, entries] = own.length > 0 ? [phrases.canHelp, own] : [phrases.topics, [...topics]]
  const lines = entries.slice(0, mostSuggestions).map(entry => `- ${entry}`)
  return lines.length === 0 ? text : `${text}\n\n${intro}\n\n${lines.join('\n')}`
}
